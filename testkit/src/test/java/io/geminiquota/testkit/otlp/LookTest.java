package io.geminiquota.testkit.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.testkit.otlp.Look.Colours;
import io.geminiquota.testkit.otlp.Look.Glyphs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookTest {

  @Test
  void aTerminalHasColoursAndItsOwnWidth() {
    Look look = Look.ofTerminal(Map.of("TERM", "xterm", "COLUMNS", "120", "LANG", "en_US.UTF-8"));

    assertThat(look).isEqualTo(new Look(120, Colours.ANSI, Glyphs.UNICODE));
  }

  @Test
  void aFileHasNoColours() {
    assertThat(Look.ofFile(Map.of("TERM", "xterm")).colours()).isEqualTo(Colours.NONE);
  }

  @Test
  void noColourWhereNoneIsWanted() {
    assertThat(Look.ofTerminal(Map.of("TERM", "xterm", "NO_COLOR", "1")).colours())
        .isEqualTo(Colours.NONE);
    assertThat(Look.ofTerminal(Map.of("TERM", "dumb")).colours()).isEqualTo(Colours.NONE);
    assertThat(Look.ofTerminal(Map.of()).colours()).isEqualTo(Colours.NONE);
  }

  @Test
  void asciiOnlyWhereTheLocaleAsksForIt() {
    assertThat(Look.ofFile(Map.of()).glyphs()).isEqualTo(Glyphs.UNICODE);
    assertThat(Look.ofFile(Map.of("LANG", "C.utf8")).glyphs()).isEqualTo(Glyphs.UNICODE);
    assertThat(Look.ofFile(Map.of("LANG", "C")).glyphs()).isEqualTo(Glyphs.ASCII);
    assertThat(Look.ofFile(Map.of("LC_ALL", "POSIX", "LANG", "en_US.UTF-8")).glyphs())
        .isEqualTo(Glyphs.ASCII);
  }

  @Test
  void theWidthStaysWithinReason() {
    assertThat(Look.ofTerminal(Map.of("COLUMNS", "3")).width()).isEqualTo(72);
    assertThat(Look.ofTerminal(Map.of("COLUMNS", "900")).width()).isEqualTo(160);
    assertThat(Look.ofTerminal(Map.of("COLUMNS", "wide")).width()).isEqualTo(100);
  }
}

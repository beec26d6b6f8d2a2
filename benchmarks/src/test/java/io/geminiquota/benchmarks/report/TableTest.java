package io.geminiquota.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.geminiquota.testkit.otlp.Look;
import io.geminiquota.testkit.otlp.Look.Colours;
import io.geminiquota.testkit.otlp.Look.Glyphs;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void namesFlushLeftAndFiguresFlushRight() {
    Table table = new Table("", "requests", "time");
    table.add("without", "7", "10.1 s");
    table.add("with the agent", "100", "9.9 s");

    assertThat(table.render(new Look(100, Colours.NONE, Glyphs.UNICODE)))
        .isEqualTo(
            """
                            requests    time
            ────────────────────────────────
            without                7  10.1 s
            with the agent       100   9.9 s
            """);
  }

  @Test
  void anEmptyLastCellLeavesNoBlanks() {
    Table table = new Table("lane", "more");
    table.add("base", "");

    assertThat(table.render(new Look(100, Colours.NONE, Glyphs.ASCII)))
        .isEqualTo("lane  more\n----------\nbase\n");
  }

  @Test
  void theHeadingIsBoldWhereColoursAreUnderstood() {
    assertThat(new Table("lane").render(new Look(100, Colours.ANSI, Glyphs.UNICODE)))
        .startsWith("\u001b[1mlane\u001b[0m\n");
  }

  @Test
  void aRowHasAsManyCellsAsTheTableHasColumns() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "b").add("1"));
  }
}

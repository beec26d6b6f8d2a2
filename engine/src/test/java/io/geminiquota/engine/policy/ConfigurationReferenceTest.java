package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {

  private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");

  @Test
  void theReferenceListsEverySettingAsItIs() throws IOException {
    List<String> expected =
        Arrays.stream(Setting.values())
            .map(
                setting ->
                    "| `%s` | %s | %s |"
                        .formatted(setting.shortName(), setting.allowed(), setting.otherwise()))
            .toList();
    List<String> rows =
        Files.readAllLines(REFERENCE).stream()
            .dropWhile(line -> !line.startsWith("| name "))
            .skip(2)
            .takeWhile(line -> line.startsWith("| "))
            .toList();
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void theReferenceExplainsEverySetting() throws IOException {
    String text = Files.readString(REFERENCE);
    for (Setting setting : Setting.values()) {
      assertThat(text).contains("**`" + setting.shortName() + "`**");
    }
  }
}

package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in it is held by the Micronaut module's SettingTablesTest. */
class ConfigurationReferenceTest {

  private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");

  @Test
  void theReferenceExplainsEverySetting() throws IOException {
    String text = Files.readString(REFERENCE);
    for (Setting setting : Setting.values()) {
      assertThat(text).contains("**`" + setting.shortName() + "`**");
    }
  }
}

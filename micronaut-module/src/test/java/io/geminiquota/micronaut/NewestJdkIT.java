package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.version.VersionUtils;
import org.junit.jupiter.api.Test;

/** The tests of this module once more with the same classes, on JDK 25. */
class NewestJdkIT {

  @Test
  void everythingHoldsOnTheNewestJdk() throws Exception {
    String report =
        Lane.onTheNewestJdk("Micronaut 4, newest JDK")
            .butNotTwice()
            // Only who has coroutines needs it.
            .withoutJars("kotlinx-coroutines")
            .run("io.geminiquota.micronaut");
    assertThat(report).contains("Micronaut " + VersionUtils.getMicronautVersion());
  }
}

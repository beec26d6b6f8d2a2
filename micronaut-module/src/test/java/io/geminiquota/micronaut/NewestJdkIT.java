package io.geminiquota.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.version.VersionUtils;
import org.junit.jupiter.api.Test;

/** The tests of this module once more with the same classes, on JDK 25. */
class NewestJdkIT {

  @Test
  void everythingHoldsOnTheNewestJdk() throws Exception {
    assertThat(Lane.onTheNewestJdk("Micronaut 4, newest JDK").butNotTwice().run("io.geminiquota"))
        .contains("Micronaut " + VersionUtils.getMicronautVersion());
  }
}

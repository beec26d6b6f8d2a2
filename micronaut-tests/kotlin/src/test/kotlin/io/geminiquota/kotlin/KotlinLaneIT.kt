package io.geminiquota.kotlin

import io.geminiquota.micronaut.Lane
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The tests in Kotlin once more, on JDK 25. */
class KotlinLaneIT {

  @Test
  fun everythingHoldsOnTheNewestJdk() {
    val lane = Lane.onTheNewestJdk("Micronaut 4 and Kotlin, newest JDK").butNotTwice()
    assertThat(lane.run("io.geminiquota.kotlin")).contains("Micronaut 4.")
  }
}

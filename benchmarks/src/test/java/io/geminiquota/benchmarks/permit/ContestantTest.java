package io.geminiquota.benchmarks.permit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContestantTest {

  private static final int BATCH = 50;
  private static final int BATCHES = 20;

  @ParameterizedTest
  @EnumSource
  void admitsEverybody(Contestant contestant) {
    Limiter limiter = contestant.open();
    try {
      Caller caller = limiter.caller(BATCH);
      for (int batch = 0; batch < BATCHES; batch++) {
        for (int attempt = 0; attempt < BATCH; attempt++) {
          assertThat(caller.isAdmitted(attempt)).isTrue();
        }
        caller.endBatch();
      }
    } finally {
      limiter.close();
    }
  }
}

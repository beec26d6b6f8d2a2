package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.route.GeminiCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that turns everything away without a word, as it does to a project just upgraded. */
class StallTest {

  private static final GeminiCall CALL = VirtualCalls.CALL;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void isProbedByOneOfAllAndLosesNoCall(int seed) {
    VirtualSite site = new VirtualSite("max-wait=1h,retries=20", seed);
    site.answers(call -> VirtualErrors.SILENT);
    site.calls.fromThreads(100, 16);
    site.time.advance(Duration.ofMinutes(20));
    assertThat(site.requests).as("for twenty minutes").hasSizeLessThanOrEqualTo(19);

    site.answers(call -> null);
    site.time.advance(Duration.ofMinutes(6));
    assertThat(site.calls.failures).isEmpty();
    assertThat(site.calls.succeededAt).hasSize(100);
  }

  @Test
  void whoCannotWaitForTheNextProbeIsToldSo() {
    VirtualSite site = new VirtualSite("max-wait=30s", 1);
    site.answers(call -> VirtualErrors.SILENT);
    site.callEvery(Duration.ofSeconds(10), Duration.ofMinutes(30), CALL);

    assertThat(site.requests).hasSizeLessThanOrEqualTo(20);
    assertThat(site.calls.failures).hasSizeGreaterThan(170);
  }

  @Test
  void aFewSuchAnswersAmongSuccessesAreNoStall() {
    VirtualSite site = new VirtualSite("", 1);
    int[] requests = {0};
    site.answers(call -> ++requests[0] % 3 == 0 ? VirtualErrors.SILENT : null);
    site.callEvery(Duration.ofSeconds(1), Duration.ofMinutes(10), CALL);
    site.time.advance(Duration.ofMinutes(1));
    assertThat(site.calls.failures).isEmpty();
    assertThat(site.calls.succeededAt).hasSize(600);
  }
}

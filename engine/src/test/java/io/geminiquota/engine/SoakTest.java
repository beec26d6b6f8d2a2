package io.geminiquota.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.usage.RequestSize;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A thousand calls a second for as long as {@code -Dgeminiquota.soak=SECONDS} says, in virtual
 * time: nothing is kept of a call that is over.
 */
class SoakTest {

  private static final int SECONDS = Integer.getInteger("geminiquota.soak", 300);
  private static final int CALLS_IN_A_SECOND = 1_000;
  private static final int ONE_IN_SO_MANY_FAILS = 100;

  private final VirtualTime time = new VirtualTime();
  private final Governor governor =
      new Governor(
          SettingsReader.read("rpm=1000000,retries=2", Map.of(), Map.of()).settings(),
          time,
          time,
          new Random(1));
  private long calls;
  private long answered;

  @Test
  void nothingIsKeptOfCallsThatAreOver() {
    run(SECONDS / 2);
    long before = usedHeap();
    run(SECONDS - SECONDS / 2);
    long after = usedHeap();

    assertThat(answered).isEqualTo((long) SECONDS * CALLS_IN_A_SECOND);
    assertThat((after - before) / 1024).as("kilobytes more in the second half").isLessThan(512);
  }

  private void run(int seconds) {
    for (int call = 0; call < seconds * CALLS_IN_A_SECOND; call++) {
      new OneCall().attempt();
      time.advance(Duration.ofSeconds(1).dividedBy(CALLS_IN_A_SECOND));
    }
    time.advance(Duration.ofMinutes(5));
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private final class OneCall implements Place.Turn {

    private final GovernedCall call =
        governor.begin(
            VirtualCalls.CALL, RequestSize.UNKNOWN, Duration.ofDays(1), null, CallObserver.none());
    private boolean fails = calls++ % ONE_IN_SO_MANY_FAILS == 0;

    void attempt() {
      if (call.admit(this) == Admission.ADMITTED) {
        admitted();
      }
    }

    @Override
    public void admitted() {
      call.left();
      if (fails) {
        fails = false;
        call.failing(503);
        assertThat(
                call.failed(503, null, "{\"error\": {\"code\": 503, \"status\": \"UNAVAILABLE\"}}"))
            .isInstanceOf(Decision.Retry.class);
        attempt();
      } else {
        call.succeeded(200);
        call.finished();
        answered++;
      }
    }

    @Override
    public void refused() {
      throw new AssertionError("nobody is refused here");
    }
  }
}

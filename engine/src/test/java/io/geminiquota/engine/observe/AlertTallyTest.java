package io.geminiquota.engine.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.observe.QuotaAlert.Cause;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Service;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertTallyTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final AlertTally tally = new AlertTally();

  @Test
  void thresholdsAreCountedApartAndForecastsTogether() {
    tally.alert(alert("flash", Cause.REACHED, 70));
    tally.alert(alert("flash", Cause.REACHED, 80));
    tally.alert(alert("flash", Cause.REACHED, 80));
    tally.alert(alert("flash", Cause.FORECAST, 31));
    tally.alert(alert("flash", Cause.FORECAST, 52));

    assertThat(tally.counts())
        .containsExactlyInAnyOrder(
            new AlertCount(gate("flash"), Dimension.REQUESTS, Cause.REACHED, 70, 1),
            new AlertCount(gate("flash"), Dimension.REQUESTS, Cause.REACHED, 80, 2),
            new AlertCount(gate("flash"), Dimension.REQUESTS, Cause.FORECAST, 0, 2));
  }

  @Test
  void theGatesBeyondTheFirstHundredAreCountedTogether() {
    for (int i = 0; i < 130; i++) {
      tally.alert(alert("model-" + i, Cause.REACHED, 100));
    }

    assertThat(tally.counts())
        .hasSize(101)
        .contains(new AlertCount(null, Dimension.REQUESTS, Cause.REACHED, 100, 30));
  }

  private static GateName gate(String model) {
    return new GateName.OfModel(Service.GEMINI, "shop", model, Operation.GENERATE_CONTENT);
  }

  private static QuotaAlert alert(String model, Cause cause, int percent) {
    QuotaUse use =
        new QuotaUse(Dimension.REQUESTS, Window.DAY, null, percent, null, null, null, null);
    return new QuotaAlert(gate(model), cause, percent, use, "The day's quota ...", NOW);
  }
}

package io.geminiquota.engine.observe;

import io.geminiquota.engine.limit.Dimension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts alerts, those of the first hundred gates apart. Thread-safe. */
public final class AlertTally implements QuotaObserver {

  private static final int MOST_GATES = 100;

  private final Map<Sort, Long> counts = new ConcurrentHashMap<>();
  private final Set<GateName> gates = ConcurrentHashMap.newKeySet();

  private record Sort(
      @Nullable GateName gate, Dimension dimension, QuotaAlert.Cause cause, int percent) {}

  @Override
  public void alert(QuotaAlert alert) {
    int threshold = alert.cause() == QuotaAlert.Cause.REACHED ? alert.percent() : 0;
    Sort sort =
        new Sort(countedApart(alert.gate()), alert.use().dimension(), alert.cause(), threshold);
    counts.merge(sort, 1L, Long::sum);
  }

  /** What was counted since this tally was made. */
  public List<AlertCount> counts() {
    return counts.entrySet().stream()
        .map(entry -> count(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static AlertCount count(Sort sort, long count) {
    return new AlertCount(sort.gate, sort.dimension, sort.cause, sort.percent, count);
  }

  private @Nullable GateName countedApart(GateName gate) {
    return gates.contains(gate) || (gates.size() < MOST_GATES && gates.add(gate)) ? gate : null;
  }
}

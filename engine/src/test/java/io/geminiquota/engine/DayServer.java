package io.geminiquota.engine;

import io.geminiquota.engine.route.GeminiCall;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server in virtual time that enforces one quota of requests per day, by the calendar of Pacific
 * time. Written apart from the engine's own days, as their judge.
 */
final class DayServer implements VirtualBackend {

  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

  private final TimeSource time;
  private int limit;

  final Map<LocalDate, Integer> accepted = new TreeMap<>();
  final Map<LocalDate, Integer> rejected = new TreeMap<>();

  DayServer(TimeSource time, int limit) {
    this.time = time;
    this.limit = limit;
  }

  void limit(int newLimit) {
    limit = newLimit;
  }

  @Override
  public Failure receive(GeminiCall call) {
    LocalDate day = LocalDate.ofInstant(time.now(), PACIFIC);
    if (accepted.getOrDefault(day, 0) >= limit) {
      rejected.merge(day, 1, Integer::sum);
      return VirtualErrors.dayUsedUp(limit, "31s");
    }
    accepted.merge(day, 1, Integer::sum);
    return null;
  }

  int accepted() {
    return accepted.values().stream().mapToInt(Integer::intValue).sum();
  }

  int rejected() {
    return rejected.values().stream().mapToInt(Integer::intValue).sum();
  }
}

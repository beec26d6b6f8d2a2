package io.geminiquota.engine.limit;

import java.util.stream.IntStream;

/**
 * How fast a quota is used of late: the rate over the longest time up to now in which the load did
 * not change by more than chance explains. A steady load is measured over the whole day, and so
 * almost exactly; one that has doubled over what came after that.
 *
 * <p>What chance explains is taken from the load itself ({@link Dispersion}). A load that comes in
 * bursts is therefore not taken for one that changes all the time.
 *
 * @param perNano how much is used in a nanosecond, 0 or more
 * @param uncertainty the standard error, as a part of the rate
 */
record RecentRate(double perNano, double uncertainty) {

  /** The lengths that are tried, in steps that are over; the whole history is tried, too. */
  private static final int[] LENGTHS = {2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192};

  /** So many standard errors are no chance any more. */
  private static final double CHANCE = 3;

  /** It takes a dozen uses to say something, or a dozen bursts. */
  private static final double MOST_UNCERTAIN = 0.3;

  private static final RecentRate UNKNOWN = new RecentRate(0, Double.POSITIVE_INFINITY);

  /** Whether there is enough to go by. */
  boolean isCertain() {
    return uncertainty <= MOST_UNCERTAIN;
  }

  /** The rate now. */
  static RecentRate of(UseHistory history, long now) {
    int complete = history.complete(now);
    if (complete < LENGTHS[0]) {
      return UNKNOWN;
    }
    int[] lengths =
        IntStream.concat(
                IntStream.of(LENGTHS).filter(length -> length < complete), IntStream.of(complete))
            .toArray();
    Span[] spans = spans(history, lengths, now);
    int longest = spans.length - 1;
    while (longest > 0 && spans[longest].changedIn(spans, longest)) {
      longest--;
    }
    return spans[hasChanged(spans, longest) ? longest - 1 : longest].rate();
  }

  /**
   * Whether the load has changed before this span began. Some of it may then still be from before:
   * what is just too little to show. The next shorter span is free of that.
   */
  private static boolean hasChanged(Span[] spans, int longest) {
    return longest > 0 && longest < spans.length - 1 && spans[longest - 1].rate().isCertain();
  }

  /** The rate over the present step and so many before, known or not. */
  static RecentRate over(int steps, UseHistory history, long now) {
    return spans(history, new int[] {steps}, now)[0].rate();
  }

  /** What is used in some time, if the rate is off by so many standard errors. */
  double in(long nanos, double errors) {
    return perNano == 0 ? 0 : Math.max(0, perNano * (1 + errors * uncertainty) * nanos);
  }

  private static Span[] spans(UseHistory history, int[] lengths, long now) {
    Span[] spans = new Span[lengths.length];
    Dispersion dispersion = new Dispersion();
    double used = history.used(0, now);
    int span = 0;
    for (int back = 1; span < spans.length; back++) {
      double step = history.used(back, now);
      used += step;
      dispersion.add(step);
      if (back == lengths[span]) {
        spans[span++] = new Span(Math.max(0, used), history.length(back, now), dispersion.value());
      }
    }
    return spans;
  }

  /** A time up to now. */
  private record Span(double used, long nanos, double dispersion) {

    RecentRate rate() {
      double uncertainty = used > 0 ? Math.sqrt(dispersion / used) : Double.POSITIVE_INFINITY;
      return new RecentRate(used / nanos, uncertainty);
    }

    /** Whether one of the shorter spans differs from it by more than chance. */
    boolean changedIn(Span[] spans, int shorter) {
      for (int i = 0; i < shorter; i++) {
        double expected = used / nanos * spans[i].nanos;
        double chance = CHANCE * Math.sqrt(dispersion * expected);
        if (Math.abs(spans[i].used - expected) > chance + 0.5) {
          return true;
        }
      }
      return false;
    }
  }
}

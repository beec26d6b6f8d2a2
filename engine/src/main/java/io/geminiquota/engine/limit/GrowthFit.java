package io.geminiquota.engine.limit;

/**
 * The steady growth that comes next to what was used over some time up to now. When a load grows by
 * the same part in every hour, how much was used and when it was used on the average tell all there
 * is to know of it.
 */
final class GrowthFit {

  /** In so many parts of the time it is compared with what was used. */
  private static final int PARTS = 8;

  /** More than this, in the measure of chi square with as many parts less two, is no chance. */
  private static final double POOR = 16;

  /** By so much it has to be better than a single change, in the same measure. */
  private static final double MARGIN = 4;

  private static final int NEWTON_STEPS = 30;

  private final UseHistory history;
  private final int steps;
  private final long now;
  private final long length;
  private final double used;

  /** Growth over the whole time: the logarithm of how many times as much is used at its end. */
  private final double exponent;

  private final double centre;

  private GrowthFit(
      UseHistory history, int steps, long now, double used, double centre, double exponent) {
    this.history = history;
    this.steps = steps;
    this.now = now;
    this.length = history.length(steps, now);
    this.used = used;
    this.centre = centre;
    this.exponent = exponent;
  }

  /** Of the present step and so many before. */
  static GrowthFit of(UseHistory history, int steps, long now) {
    double used = 0;
    double moment = 0;
    long length = history.length(steps, now);
    for (int back = 0; back <= steps; back++) {
      double use = history.used(back, now);
      used += use;
      moment += use * (1 - age(history, back, now) / length);
    }
    double centre = used > 0 ? moment / used : 0;
    double exponent = centre > 0.5 && centre < 0.97 ? exponent(centre) : 0;
    return new GrowthFit(history, steps, now, used, centre, exponent);
  }

  /** How long ago the middle of a step was. */
  private static double age(UseHistory history, int back, long now) {
    return back == 0
        ? history.length(0, now) / 2.0
        : history.length(back, now) - UseHistory.STEP / 2.0;
  }

  /** Which growth has its centre there, from 0 for the beginning of the time to 1 for now. */
  private static double exponent(double centre) {
    double exponent = 12 * (centre - 0.5);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double shrunk = Math.exp(-exponent);
      double slope = 1 / (exponent * exponent) - shrunk / ((1 - shrunk) * (1 - shrunk));
      double off = 1 / (1 - shrunk) - 1 / exponent - centre;
      if (exponent < 0.01 || Math.abs(off) < 1e-9) {
        break;
      }
      exponent = Math.max(0.005, exponent - off / slope);
    }
    return exponent;
  }

  /** How many times as much is used at the end of the time as at its beginning. */
  double factor() {
    return Math.exp(exponent);
  }

  /** How much is used in a nanosecond now. */
  double perNano() {
    return used * growth() / -Math.expm1(-exponent);
  }

  /** The part by which that grows in a nanosecond. */
  double growth() {
    return exponent / length;
  }

  /** Over how long, in nanoseconds. */
  long length() {
    return length;
  }

  /** By how many standard errors it is more than no growth. */
  double certainty() {
    return (centre - 0.5) * Math.sqrt(12 * used / noise());
  }

  /** Whether it explains what was used, and better than one change at some time does. */
  boolean isGood() {
    double[] parts = new double[PARTS];
    double[] expected = new double[PARTS];
    double[] lengths = new double[PARTS];
    for (int back = 0; back <= steps; back++) {
      int part = Math.min(PARTS - 1, (int) (PARTS * (1 - age(history, back, now) / length)));
      parts[part] += history.used(back, now);
      expected[part] += expected(back);
      lengths[part] += back == 0 ? history.length(0, now) : UseHistory.STEP;
    }
    double off = 0;
    for (int part = 0; part < PARTS; part++) {
      double difference = parts[part] - expected[part];
      off += difference * difference / Math.max(expected[part], 1);
    }
    double noise = noise();
    return off <= POOR * noise && off + MARGIN * noise < offAfterOneChange(parts, lengths);
  }

  /**
   * The same measure for a load that is even until some part and from then on; what was used in
   * that part is no matter, because the change lies inside of it.
   */
  private static double offAfterOneChange(double[] parts, double[] lengths) {
    double least = Double.POSITIVE_INFINITY;
    for (int change = 0; change < PARTS; change++) {
      double off =
          offFromEven(parts, lengths, 0, change) + offFromEven(parts, lengths, change + 1, PARTS);
      least = Math.min(least, off);
    }
    return least;
  }

  private static double offFromEven(double[] parts, double[] lengths, int from, int to) {
    double used = 0;
    double length = 0;
    for (int part = from; part < to; part++) {
      used += parts[part];
      length += lengths[part];
    }
    double off = 0;
    for (int part = from; part < to; part++) {
      double even = used * lengths[part] / length;
      off += (parts[part] - even) * (parts[part] - even) / Math.max(even, 1);
    }
    return off;
  }

  private double expected(int back) {
    double end = back == 0 ? 0 : history.length(back - 1, now);
    double start = history.length(back, now);
    return perNano() / growth() * (Math.exp(-growth() * end) - Math.exp(-growth() * start));
  }

  /** How much more the load varies than single uses at random would, at least 1. */
  private double noise() {
    Dispersion dispersion = new Dispersion();
    for (int back = 1; back <= steps; back++) {
      dispersion.add(history.used(back, now), expected(back));
    }
    return dispersion.value();
  }
}

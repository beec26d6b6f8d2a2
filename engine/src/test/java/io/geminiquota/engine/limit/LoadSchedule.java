package io.geminiquota.engine.limit;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** When a load uses a day's quota, drawn by chance: the truth that a forecast is compared with. */
final class LoadSchedule {

  private static final double HOUR = 3600e9;

  /** The hour of each use, counted from the beginning of the first day, in order. */
  private final double[] uses;

  private LoadSchedule(double[] uses) {
    this.uses = uses;
  }

  /** Each use comes when it will, whatever the others do. */
  static LoadSchedule random(DoubleUnaryOperator perHour, double hours, long most, Random random) {
    return of(perHour, hours, most, () -> -Math.log(1 - random.nextDouble()));
  }

  /** By a timetable, each up to half of the time between two too early or too late. */
  static LoadSchedule jittered(
      DoubleUnaryOperator perHour, double hours, long most, Random random) {
    double[] late = {0};
    return of(
        perHour,
        hours,
        most,
        () -> {
          double before = late[0];
          late[0] = random.nextDouble() - 0.5;
          return 1 + late[0] - before;
        });
  }

  private static LoadSchedule of(DoubleUnaryOperator perHour, double hours, long most, Gaps gaps) {
    double[] uses = new double[(int) most];
    int count = 0;
    double hour = 0;
    double gap = gaps.next();
    // A gap of one is over when one use is due.
    double step = 1 / 720.0;
    while (hour < hours && count < most) {
      double due = perHour.applyAsDouble(hour) * step;
      double begun = 0;
      while (begun + gap <= due && count < most) {
        begun += gap;
        uses[count++] = hour + step * begun / due;
        gap = gaps.next();
      }
      gap -= due - begun;
      hour += step;
    }
    return new LoadSchedule(Arrays.copyOf(uses, count));
  }

  /** How many there are. */
  int size() {
    return uses.length;
  }

  /** When a use is made, the first one being 1; in nanoseconds from the beginning. */
  long at(long number) {
    return (long) (uses[(int) number - 1] * HOUR);
  }

  /** How much is used before some time. */
  long before(long nanos) {
    int place = Arrays.binarySearch(uses, nanos / HOUR);
    return place < 0 ? -place - 1 : place;
  }

  /** In units in which use falls due. */
  private interface Gaps {
    double next();
  }
}

package io.geminiquota.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.annotations.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who goes when, and what is told of it to those who ask. */
class WaitingLineTest {

  private static final long NEVER = Long.MAX_VALUE;

  private static final Place.Turn NOBODY =
      new Place.Turn() {
        @Override
        public void admitted() {}

        @Override
        public void refused() {}
      };

  private final WaitingLine line = new WaitingLine();
  private long arrivals;

  @Test
  void equalsGoInOrderOfArrivalAndWhoComesBackFirst() {
    Place early = place(Priority.NORMAL);
    Place b = waiting(Priority.NORMAL);
    Place c = waiting(Priority.NORMAL);
    line.add(early, 0);
    assertThat(drain()).containsExactly(early, b, c);
  }

  @Test
  void whoseOwnTimeIsStillToComeLetsOthersPassAndKeepsHisPlace() {
    Place backingOff = place(Priority.NORMAL, 10);
    line.add(backingOff, 0);
    Place b = waiting(Priority.NORMAL);
    Place c = waiting(Priority.NORMAL);
    assertThat(line.first(0)).isSameAs(b);
    assertThat(line.nextOwnTime(0)).isEqualTo(10);
    admit(b);
    assertThat(line.first(9)).isSameAs(c);
    assertThat(line.first(10)).isSameAs(backingOff);
    assertThat(line.nextOwnTime(10)).isEqualTo(NEVER);
  }

  @ParameterizedTest
  @EnumSource(
      value = Priority.class,
      names = {"NORMAL", "BACKGROUND"})
  void aLowerPriorityHasTheTenthAdmission(Priority lower) {
    waiting(Priority.INTERACTIVE, 90);
    waiting(lower, 10_000);
    List<Priority> order = priorities(drain()).subList(0, 100);
    for (int i = 0; i < order.size(); i++) {
      assertThat(order.get(i)).isEqualTo(i % 10 == 9 ? lower : Priority.INTERACTIVE);
    }
  }

  @Test
  void eachOfTwoLowerPrioritiesHasATenthAndTheyNeverGoOneAfterTheOther() {
    waiting(Priority.INTERACTIVE, 10_000);
    waiting(Priority.BACKGROUND, 10_000);
    waiting(Priority.NORMAL, 10_000);
    List<Priority> order = priorities(drain()).subList(0, 10_000);
    assertThat(Collections.frequency(order, Priority.NORMAL)).isBetween(999, 1_000);
    assertThat(Collections.frequency(order, Priority.BACKGROUND)).isBetween(999, 1_000);
    for (int i = 1; i < order.size(); i++) {
      assertThat(List.of(order.get(i - 1), order.get(i))).contains(Priority.INTERACTIVE);
    }
    assertThat(order.subList(0, 12))
        .as("the higher of the two first")
        .endsWith(Priority.NORMAL, Priority.INTERACTIVE, Priority.BACKGROUND);
  }

  @Test
  void theLowestIsNotForgottenBehindTwoThatAreFull() {
    waiting(Priority.NORMAL, 1_000);
    waiting(Priority.BACKGROUND, 1_000);
    Random random = new Random(1);
    int passed = 0;
    for (int i = 0; i < 1_000; i++) {
      if (random.nextInt(3) == 0) {
        waiting(Priority.INTERACTIVE);
      }
      passed = admit(line.first(0)).priority == Priority.BACKGROUND ? 0 : passed + 1;
      assertThat(passed).isLessThanOrEqualTo(Ageing.PATIENCE + Ageing.COLLISION);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aFloodDelaysAHigherPriorityByOneAdmissionAtMost(int seed) {
    Random random = new Random(seed);
    waiting(Priority.BACKGROUND, 10_000);
    waiting(Priority.NORMAL, random.nextInt(50));
    for (int i = 0; i < 2_000; i++) {
      for (int admissions = random.nextInt(30); admissions > 0; admissions--) {
        admit(line.first(0));
        waiting(Priority.BACKGROUND);
      }
      Place interactive = place(Priority.INTERACTIVE);
      if (!line.wouldBeFirst(interactive, 0)) {
        line.add(interactive, 0);
        admit(line.first(0));
        assertThat(line.first(0)).as("after one other").isSameAs(interactive);
        line.remove(interactive);
      }
      line.passedBy(interactive, 0);
    }
  }

  @Test
  void whoLeftIsNotKept() {
    List<Place> all = new ArrayList<>(waiting(Priority.NORMAL, 1_000));
    Collections.shuffle(all, new Random(1));
    Place last = all.remove(0);
    all.forEach(line::remove);
    all.forEach(line::remove);
    assertThat(line.length()).isEqualTo(1);
    assertThat(line.first(0)).isSameAs(last);
    assertThat(line.takeAll(place -> true)).containsExactly(last);
    assertThat(line.first(0)).isNull();
    assertThat(line.nextDeadline()).isEqualTo(NEVER);
    assertThat(line.ahead(place(Priority.BACKGROUND))).isEqualTo(Cost.NOTHING);
  }

  /** What is told at entry is no promise if it is too little, and turns people away if too much. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void whoAsksIsToldAtLeastWhatWillBeUsedBeforeHimAndLittleMore(int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      WaitingLineTest other = new WaitingLineTest();
      other.tellsWhatWillBeUsedBefore(random);
    }
  }

  private void tellsWhatWillBeUsedBefore(Random random) {
    int most = 1 + random.nextInt(random.nextBoolean() ? 10 : 100);
    for (Priority priority : Priority.values()) {
      waiting(priority, random.nextInt(most));
    }
    for (int i = random.nextInt(30); i > 0 && line.length() > 0; i--) {
      admit(line.first(0));
    }
    Place asking = place(List.of(Priority.values()).get(random.nextInt(3)));
    if (random.nextBoolean()) {
      // One who comes back: no other call has his number.
      asking = place(asking.priority, random.nextLong(arrivals) | 1, 0);
    }
    Cost told = line.ahead(asking);
    line.add(asking, 0);
    Map<Priority, Long> before = new EnumMap<>(Priority.class);
    long requests = 0;
    long tokens = 0;
    Place first = line.first(0);
    while (first != asking) {
      admit(first);
      before.merge(first.priority, 1L, Long::sum);
      requests++;
      tokens += first.cost.tokens();
      first = line.first(0);
    }
    assertThat(told.requests())
        .as("%s after %s", asking.priority, before)
        .isBetween(requests, requests + 4 + requests / 5);
    assertThat(told.tokens()).isBetween(tokens, tokens + (4 + requests / 5) * 100);
  }

  /** Counted in comparisons, because time tells more of the machine than of the line. */
  @Test
  void aHundredThousandComeAndGoInFewStepsEach() {
    long[] steps = new long[1];
    Comparator<Place> counting =
        (one, other) -> {
          steps[0]++;
          return Long.compare(one.arrival, other.arrival);
        };
    Ranking ranking = new Ranking(counting);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      places.add(place(Priority.NORMAL));
    }
    places.forEach(ranking::add);
    assertThat(steps[0] / places.size()).as("to come").isLessThan(50);

    steps[0] = 0;
    places.forEach(
        place -> assertThat(ranking.before(place)).isEqualTo((int) place.arrival / 2 - 1));
    assertThat(steps[0] / places.size()).as("to ask").isLessThan(50);

    steps[0] = 0;
    Collections.shuffle(places, new Random(1));
    places.forEach(ranking::remove);
    assertThat(steps[0] / places.size()).as("to go").isLessThan(50);
    assertThat(ranking.size()).isZero();
  }

  @Test
  void theFirstSoManyUseWhatTheyUse() {
    Ranking ranking = new Ranking(Comparator.comparingLong(place -> place.arrival));
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      places.add(place(Priority.NORMAL));
    }
    List<Place> anyhow = new ArrayList<>(places);
    Collections.shuffle(anyhow, new Random(1));
    anyhow.forEach(ranking::add);
    long[] tokens = new long[places.size() + 1];
    for (int i = 0; i < places.size(); i++) {
      tokens[i + 1] = tokens[i] + places.get(i).cost.tokens();
    }
    for (int i = 0; i <= places.size(); i++) {
      assertThat(ranking.costOfFirst(i)).isEqualTo(new Cost(i, tokens[i], 0));
    }
    assertThat(ranking.costOfFirst(1_000)).isEqualTo(new Cost(200, tokens[200], 0));
    assertThat(ranking.all()).isEqualTo(places);
  }

  private List<Place> drain() {
    List<Place> drained = new ArrayList<>();
    for (Place first = line.first(0); first != null; first = line.first(0)) {
      drained.add(admit(first));
    }
    return drained;
  }

  private Place admit(Place place) {
    line.remove(place);
    line.passedBy(place, 0);
    return place;
  }

  private static List<Priority> priorities(List<Place> places) {
    return places.stream().map(place -> place.priority).toList();
  }

  private List<Place> waiting(Priority priority, int count) {
    Place[] places = new Place[count];
    Arrays.setAll(places, i -> waiting(priority));
    return List.of(places);
  }

  private Place waiting(Priority priority) {
    Place place = place(priority);
    line.add(place, 0);
    return place;
  }

  private Place place(Priority priority) {
    return place(priority, 0);
  }

  private Place place(Priority priority, long notBefore) {
    arrivals += 2;
    return place(priority, arrivals, notBefore);
  }

  private static Place place(Priority priority, long arrival, long notBefore) {
    Cost cost = new Cost(1, 1 + arrival * 37 % 100, 0);
    return new Place(priority, arrival, notBefore, NEVER, cost, QuotaGateTest.FREE, NOBODY);
  }
}

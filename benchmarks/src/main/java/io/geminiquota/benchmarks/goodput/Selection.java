package io.geminiquota.benchmarks.goodput;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which contestants run in which scenarios.
 *
 * @param scenarios in their order
 * @param contestants in theirs
 */
record Selection(List<Scenario> scenarios, List<Contestant> contestants) {

  /**
   * Keeps what is named, by its id or, where that is nobody's, by the beginning of one. Where no
   * scenario is named, all are kept, and so with contestants.
   *
   * @throws IllegalArgumentException if a name is nobody's; the message lists those there are
   */
  Selection only(List<String> names) {
    Set<Scenario> namedScenarios = new LinkedHashSet<>();
    Set<Contestant> namedContestants = new LinkedHashSet<>();
    for (String name : names) {
      List<Scenario> someScenarios = find(scenarios, Scenario::id, name);
      List<Contestant> someContestants = find(contestants, Contestant::id, name);
      if (someScenarios.isEmpty() && someContestants.isEmpty()) {
        throw new IllegalArgumentException(
            "There is no '" + name + "'. There are: " + String.join(", ", ids()) + ".");
      }
      namedScenarios.addAll(someScenarios);
      namedContestants.addAll(someContestants);
    }
    return new Selection(
        inOrder(scenarios, namedScenarios), inOrder(contestants, namedContestants));
  }

  /** What runs in a scenario, each so often, the contestants by turns. */
  List<Entry> entries(Scenario scenario, int runs) {
    List<Entry> entries = new ArrayList<>();
    for (int number = 1; number <= runs; number++) {
      for (Contestant contestant : contestants) {
        if (contestant.takesPartIn(scenario)) {
          entries.add(new Entry(scenario, contestant, number));
        }
      }
    }
    return entries;
  }

  private List<String> ids() {
    return Stream.concat(
            scenarios.stream().map(Scenario::id), contestants.stream().map(Contestant::id))
        .toList();
  }

  private static <T> List<T> find(List<T> all, Function<T, String> id, String name) {
    List<T> exact = all.stream().filter(it -> id.apply(it).equals(name)).toList();
    return exact.isEmpty()
        ? all.stream().filter(it -> id.apply(it).startsWith(name)).toList()
        : exact;
  }

  private static <T> List<T> inOrder(List<T> all, Set<T> named) {
    return named.isEmpty() ? all : all.stream().filter(named::contains).toList();
  }
}

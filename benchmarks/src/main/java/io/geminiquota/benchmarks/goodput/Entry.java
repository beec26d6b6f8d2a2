package io.geminiquota.benchmarks.goodput;

import java.nio.file.Path;

/**
 * One contestant's start in one scenario.
 *
 * @param number which run of the same this is, from 1; it is the seed of what is drawn, so that all
 *     contestants meet the same load
 */
record Entry(Scenario scenario, Contestant contestant, int number) {

  /** Where a run leaves its plan, its log and the simulator's. */
  Path folder(Path parent) {
    return parent.resolve(scenario.id()).resolve(contestant.id() + "-" + number);
  }

  @Override
  public String toString() {
    return scenario.id() + ", " + contestant.id() + ", run " + number;
  }
}

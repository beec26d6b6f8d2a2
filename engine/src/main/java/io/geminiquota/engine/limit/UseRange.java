package io.geminiquota.engine.limit;

/**
 * How many requests a server may have counted at some moment. What lies between is what may have
 * been about to arrive then, or about to cease to count.
 *
 * @param least what it counted for certain
 * @param most what it can have counted
 */
public record UseRange(long least, long most) {

  /** Nothing was used. */
  public static final UseRange NOTHING = new UseRange(0, 0);

  /** What both together used. */
  public UseRange plus(UseRange other) {
    return new UseRange(least + other.least, most + other.most);
  }

  /** What the rest used of this. */
  public UseRange without(UseRange other) {
    return new UseRange(least - other.least, most - other.most);
  }

  /** Whether it may have been so much. */
  public boolean contains(long use) {
    return least <= use && use <= most;
  }
}

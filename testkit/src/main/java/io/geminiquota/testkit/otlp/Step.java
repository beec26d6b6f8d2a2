package io.geminiquota.testkit.otlp;

/**
 * Something that a call spent time on.
 *
 * @param nature what kind of step it is
 * @param startNanos nanoseconds since the epoch
 * @param endNanos nanoseconds since the epoch
 * @param title what it is called, e.g. {@code attempt 2}
 * @param detail what is known of it, in one line
 */
record Step(Nature nature, long startNanos, long endNanos, String title, String detail) {

  /** In the order in which they matter to a reader: where two meet in one place, the later wins. */
  enum Nature {
    HELD,
    ANSWERED,
    REJECTED
  }
}

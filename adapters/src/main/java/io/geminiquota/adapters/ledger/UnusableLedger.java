package io.geminiquota.adapters.ledger;

/** A file holds no ledger that we can use. The message says why. */
final class UnusableLedger extends Exception {

  private static final long serialVersionUID = 1;

  private final boolean newer;

  private UnusableLedger(String message, boolean newer) {
    super(message);
    this.newer = newer;
  }

  static UnusableLedger corrupt(String why) {
    return new UnusableLedger(why, false);
  }

  static UnusableLedger newer(long version) {
    return new UnusableLedger("version " + version, true);
  }

  /** Whether a newer version of ours has written it, which understands it. */
  boolean isNewer() {
    return newer;
  }
}

package io.geminiquota.engine.limit;

/** What became of an attempt, as far as the {@link Pace} of its gate is concerned. */
enum Fate {
  /** Neither answered nor old enough to be taken for let through. */
  OPEN,
  /** The server took it on. */
  TAKEN,
  /** The server turned it away and named no quota. */
  REFUSED,
  /** It says nothing about the server's room. */
  SILENT
}

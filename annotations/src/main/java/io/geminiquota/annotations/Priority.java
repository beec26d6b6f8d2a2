package io.geminiquota.annotations;

/** Who goes first when several calls wait for the same quota. Equals go in order of arrival. */
public enum Priority {
  /** Somebody looks at a screen and waits. */
  INTERACTIVE,
  /** The default. */
  NORMAL,
  /** Nobody waits: batch jobs, indexing, evaluation. */
  BACKGROUND
}

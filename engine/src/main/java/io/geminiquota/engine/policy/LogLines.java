package io.geminiquota.engine.policy;

/** Whether failed calls and alerts are told in the log. */
public enum LogLines {
  /** Each in a line that a person and a program can read; of what repeats, few. */
  TEXT,
  /** None of them. Faults of ours, wrong settings and switching are told all the same. */
  QUIET
}

package io.geminiquota.engine.limit;

/** The answer to a request for leave to send an attempt. */
public enum Admission {
  /** Send it now. */
  ADMITTED,
  /** Wait: the place's turn will come, to be admitted or refused. */
  HELD,
  /** It cannot be admitted before its deadline: do not send it. */
  REFUSED
}

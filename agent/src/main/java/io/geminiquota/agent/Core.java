package io.geminiquota.agent;

import java.lang.instrument.ClassFileTransformer;

/** The agent's core, as its root sees it: what weaves, and what answers the command line. */
public interface Core extends ClassFileTransformer {

  /**
   * Answers a request of the command line.
   *
   * @param request e.g. {@code status}
   * @return what a person or a program is to read
   */
  String answer(String request);
}

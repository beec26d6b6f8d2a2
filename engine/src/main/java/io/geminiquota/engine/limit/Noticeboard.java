package io.geminiquota.engine.limit;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What all JVMs of a cluster are to know soon, one notice to a subject: the newest. Its methods
 * return at once and never throw; what cannot be posted is lost.
 */
public interface Noticeboard {

  /**
   * Puts a notice up, in the place of any other on its subject.
   *
   * @param text never holds a key or a prompt
   * @param lasts when it goes by itself
   */
  void post(String subject, String text, Duration lasts);

  /** Takes a notice down. */
  void withdraw(String subject);

  /**
   * Tells what is up, and from now on what goes up and comes down, within a second or two.
   *
   * @param reader told of a subject and its text, null when it came down before its time; not of
   *     what was posted here
   */
  void read(BiConsumer<String, @Nullable String> reader);
}

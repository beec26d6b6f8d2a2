package io.geminiquota.engine.limit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps nothing: the day is counted in memory only. */
enum ForgetfulKeeper implements DayKeeper {
  INSTANCE;

  @Override
  public @Nullable DayPage page(Instant ends) {
    return null;
  }

  @Override
  public void soon() {}

  @Override
  public void atOnce() {}
}

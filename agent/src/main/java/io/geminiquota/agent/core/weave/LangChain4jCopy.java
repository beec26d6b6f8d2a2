package io.geminiquota.agent.core.weave;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The LangChain4j that a class loader has, in its several jars. Thread-safe. */
final class LangChain4jCopy {

  private final @Nullable String mismatch;
  private final Set<String> met = ConcurrentHashMap.newKeySet();

  private LangChain4jCopy(@Nullable String mismatch) {
    this.mismatch = mismatch;
  }

  static LangChain4jCopy of(@Nullable ClassLoader loader) {
    return new LangChain4jCopy(RequiredLangChain4j.mismatchOfClient(loader));
  }

  /** The first thing of its HTTP client that is not as it must be, null if all is. */
  @Nullable String mismatch() {
    return mismatch;
  }

  /** Whether this was found of one of its jars for the first time. */
  boolean meets(Origin jar, @Nullable String mismatch) {
    return met.add(jar.location() + ' ' + mismatch);
  }
}

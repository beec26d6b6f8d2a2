package io.geminiquota.agent.core.weave;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was woven, and what was left alone and why, for whoever asks what the agent does. Keeps no
 * class of the application alive. Thread-safe.
 */
public final class Interceptions {

  /** Web applications that are deployed again and again are so many places. */
  private static final int MOST = 200;

  private final Map<String, Interception> all = new LinkedHashMap<>();
  private int annotatedClasses;

  /**
   * What became of a library in one place.
   *
   * @param library its name and version
   * @param location of its jar
   * @param loader the class loader that it was loaded by
   * @param refused why it was left alone, null if it was woven
   * @param times how often it was loaded from there
   */
  public record Interception(
      String library, String location, String loader, @Nullable String refused, int times) {

    private Interception again() {
      return new Interception(library, location, loader, refused, times + 1);
    }

    private String key() {
      return library + ' ' + location + ' ' + loader + ' ' + refused;
    }
  }

  synchronized void add(Origin origin, String library, @Nullable String refused) {
    Interception first = new Interception(library, origin.location(), origin.loader(), refused, 1);
    Interception known = all.get(first.key());
    if (known == null && all.size() == MOST) {
      all.remove(all.keySet().iterator().next());
    }
    all.put(first.key(), known == null ? first : known.again());
  }

  synchronized void addAnnotatedClass() {
    annotatedClasses++;
  }

  /** Libraries, the first one first. */
  public synchronized List<Interception> libraries() {
    return new ArrayList<>(all.values());
  }

  /** How many classes have methods with {@code @GeminiQuota}. */
  public synchronized int annotatedClasses() {
    return annotatedClasses;
  }
}

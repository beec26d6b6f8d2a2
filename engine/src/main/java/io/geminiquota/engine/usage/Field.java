package io.geminiquota.engine.usage;

import java.util.ArrayList;
import java.util.List;

/**
 * A field of a request, by its name in any dialect of the API.
 *
 * @param name empty for a field that nothing is known about
 * @param meaning for the size of the request
 */
record Field(String name, Meaning meaning) {

  static final Field UNKNOWN = new Field("", Meaning.NONE);

  private static final int BUCKETS = 256;
  private static final List<List<Field>> BY_HASH = byHash();

  /** The field with a name that lies in a body. */
  static Field named(byte[] body, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + body[i];
    }
    List<Field> alike = BY_HASH.get(bucket(hash));
    for (int i = 0; i < alike.size(); i++) {
      if (alike.get(i).isNamed(body, from, to)) {
        return alike.get(i);
      }
    }
    return UNKNOWN;
  }

  private boolean isNamed(byte[] body, int from, int to) {
    if (to - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (body[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static List<List<Field>> byHash() {
    List<List<Field>> buckets = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new ArrayList<>(0));
    }
    for (Meaning meaning : Meaning.values()) {
      for (String name : meaning.names()) {
        // Of ASCII, a string's own hash is that of its bytes.
        buckets.get(bucket(name.hashCode())).add(new Field(name, meaning));
      }
    }
    return buckets;
  }

  private static int bucket(int hash) {
    return (hash ^ hash >>> 16) & (BUCKETS - 1);
  }
}

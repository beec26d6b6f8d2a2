package io.geminiquota.engine.route;

/** Where we are in a JSON document: the names of the fields around, lists left out. */
final class JsonPath {

  private final StringBuilder path = new StringBuilder();
  private int depth;

  /**
   * Goes into a field.
   *
   * @return how to {@link #leave} it
   */
  int enter(String name) {
    int mark = path.length();
    if (depth++ > 0) {
      path.append('.');
    }
    path.append(name);
    return mark;
  }

  void leave(int mark) {
    depth--;
    path.setLength(mark);
  }

  /** Whether it is exactly there. */
  boolean is(String other) {
    return path.length() == other.length() && path.indexOf(other) == 0;
  }

  /** The names, with dots in between. */
  @Override
  public String toString() {
    return path.toString();
  }
}

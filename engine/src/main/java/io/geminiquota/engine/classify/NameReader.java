package io.geminiquota.engine.classify;

/** Reads names of models, metrics and projects from prose, and undoes what damaged them there. */
final class NameReader {

  private static final String PROJECTS = "projects/";

  private final Cursor cursor;

  NameReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** The name of a metric, with or without its host. */
  String metric() {
    String name = cursor.name();
    if (name.endsWith("/")) {
      // A line was broken, or two strings were joined, behind the host.
      name += cursor.value();
    }
    name += brokenOff();
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** The rest of a metric whose line was broken in the middle of a word. */
  private String brokenOff() {
    int end = cursor.position();
    if (cursor.here() == ' ') {
      cursor.move();
      String rest = cursor.word();
      boolean ofTheName = rest.indexOf('_') > 0 || cursor.looksAt(", limit");
      if (!rest.isEmpty() && Names.isSnake(rest, 0) && ofTheName) {
        return rest;
      }
      cursor.moveTo(end);
    }
    return "";
  }

  /** The name of a model, the last part of its path, without what damage has glued to it. */
  String model() {
    String run = cursor.run(NameReader::isModelPath);
    if (run.endsWith("-") && cursor.here() == ' ') {
      // Lines are often broken behind a hyphen.
      cursor.move();
      run += cursor.run(NameReader::isModelPath);
    }
    String name = run.substring(run.lastIndexOf('/') + 1);
    int end = name.length();
    while (end > 0 && ".-_".indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    boolean lineBreakLostItsBackslash =
        end > 0
            && name.charAt(end - 1) == 'n'
            && (cursor.here() == '*' || Names.isUpper(cursor.here()));
    return name.substring(0, lineBreakLostItsBackslash ? end - 1 : end);
  }

  private static boolean isModelPath(int c) {
    return Names.isModelChar((char) c) || c == '/';
  }

  /** A project's id or number, perhaps with {@code projects/} before it. */
  String project() {
    cursor.run(c -> c == '/' || c == ':' || c == '=' || c == '#' || c == ' ' || c == '"');
    String prefix = "";
    if (cursor.looksAt(PROJECTS)) {
      prefix = PROJECTS;
      cursor.moveTo(cursor.position() + PROJECTS.length());
    }
    String name = prefix + cursor.run(c -> Names.isProjectChar((char) c));
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ':')) {
      end--;
    }
    return name.substring(0, end);
  }
}

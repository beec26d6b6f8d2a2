package io.geminiquota.testkit.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes back over the wire, and when.
 *
 * @param status the HTTP status; {@link #SILENCE} to cut the connection without any answer
 * @param headers besides Content-Type
 * @param parts the body in the pieces in which it is sent
 * @param ending whether the body is complete or the connection is cut after the last part
 */
public record Reply(
    int status, String contentType, Map<String, String> headers, List<Part> parts, Ending ending) {

  /** The status of a reply that says nothing. */
  public static final int SILENCE = 0;

  static final String JSON = "application/json; charset=UTF-8";
  static final String EVENT_STREAM = "text/event-stream";

  private static final Duration BEFORE_CUT = Duration.ofMillis(100);

  /** A piece of a body, sent after a pause. */
  public record Part(Duration pause, String text) {}

  /** How a reply ends. */
  public enum Ending {
    COMPLETE,
    CUT
  }

  /** The connection is cut, no byte is sent. */
  public static Reply silence() {
    return new Reply(SILENCE, JSON, Map.of(), List.of(new Part(Duration.ZERO, "")), Ending.CUT);
  }

  /** A body in one piece. */
  public static Reply whole(int status, String body) {
    return chunked(status, JSON, List.of(body));
  }

  static Reply chunked(int status, String contentType, List<String> chunks) {
    List<Part> parts = chunks.stream().map(chunk -> new Part(Duration.ZERO, chunk)).toList();
    return new Reply(status, contentType, Map.of(), parts, Ending.COMPLETE);
  }

  Reply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, Map.copyOf(more), parts, ending);
  }

  /** The same, begun later. */
  public Reply after(Duration pause) {
    return pausedBefore(0, pause);
  }

  /** The same with a pause after some chunks; after the last but one if there are not so many. */
  public Reply pausedAfter(int chunks, Duration pause) {
    return pausedBefore(Math.min(chunks, parts.size() - 1), pause);
  }

  private Reply pausedBefore(int index, Duration pause) {
    List<Part> changed = new ArrayList<>(parts);
    Part part = changed.get(index);
    changed.set(index, new Part(part.pause().plus(pause), part.text()));
    return new Reply(status, contentType, headers, List.copyOf(changed), ending);
  }

  /**
   * The same, but the connection is cut after some chunks: a moment later, for a client that meets
   * chunk and cut at once may lose the chunk.
   */
  public Reply cutAfter(int chunks) {
    List<Part> kept = new ArrayList<>(parts.subList(0, Math.min(chunks, parts.size())));
    kept.add(new Part(BEFORE_CUT, ""));
    return new Reply(status, contentType, headers, List.copyOf(kept), Ending.CUT);
  }

  /** The same, but after some chunks comes {@code tail} in place of the rest. */
  public Reply endingAfter(int chunks, String tail) {
    List<Part> kept = new ArrayList<>(parts.subList(0, Math.min(chunks, parts.size())));
    kept.add(new Part(Duration.ZERO, tail));
    return new Reply(status, contentType, headers, List.copyOf(kept), ending);
  }

  /** The sum of all pauses: how long the reply takes by plan. */
  public Duration duration() {
    return parts.stream().map(Part::pause).reduce(Duration.ZERO, Duration::plus);
  }
}

package io.geminiquota.engine.usage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an answer says of itself as it flows by, in pieces of any size: one JSON document, a
 * list of them, or a stream of events. Nothing of the answer is kept but the {@link AnswerSummary}.
 *
 * <p>It follows the structure of the JSON from the first byte on. So a text that looks like a usage
 * does not fool it, nor do the arguments of a function call; what it looks for may stand anywhere,
 * and is known even when the rest of the answer is never read. What a stream says last counts.
 *
 * <p>Never throws, whatever the bytes. For one thread at a time.
 */
public final class AnswerReader {

  /** What nearly every answer says: not made anew for each. */
  private static final String STOP = "STOP";

  private static final List<String> STOPPED = List.of(STOP);

  /** More candidates than can be asked for. */
  private static final int MOST_REASONS = 16;

  private int objects;
  private int lists;
  private int outermostLists;
  private boolean inString;
  private boolean escaped;

  /** Whether the second object is the answer, inside of one that only wraps it. */
  private boolean wrapped;

  /** How deep the fields of a candidate, and of a usage, stand; 0 while we are in none. */
  private int candidateObjects;

  private int usageObjects;

  /** The string that is being read, where it can be a name or a value of interest. */
  private final ShortText text = new ShortText();

  private boolean spelling;

  /** Whose value comes now. */
  private AnswerField field = AnswerField.OTHER;

  private @Nullable UsageCounts reading;
  private @Nullable UsageCounts read;
  private final String expectedModel;
  private @Nullable String model;
  private @Nullable String id;
  private List<String> finishReasons = List.of();

  /** Whether a finish reason would be the first one of its document. */
  private boolean firstReason;

  /**
   * @param expectedModel which model will probably answer, e.g. the one that was asked
   */
  public AnswerReader(String expectedModel) {
    this.expectedModel = expectedModel;
  }

  /** Takes the next bytes of the answer. */
  public void read(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int i = offset;
    while (i < end) {
      i = inString ? readString(bytes, i, end) : readStructure(bytes, i, end);
    }
  }

  /** What the answer has said of itself so far; null if nothing. */
  public @Nullable AnswerSummary summary() {
    if (read == null && model == null && id == null && finishReasons.isEmpty()) {
      return null;
    }
    return new AnswerSummary(read == null ? null : read.usage(), model, id, finishReasons);
  }

  /** Goes on to the end of the string, or of the bytes, in as few steps as can be: most is text. */
  private int readString(byte[] bytes, int from, int end) {
    int i = from;
    if (escaped) {
      escaped = false;
      i++;
    }
    while (i < end && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] != '\n') {
      i++;
    }
    if (spelling) {
      text.add(bytes, from, i);
    }
    if (i < end) {
      switch (bytes[i++]) {
        case '"' -> closeString();
        case '\\' -> {
          escaped = true;
          // Nothing that we look for needs one.
          spelling = false;
          text.clear();
        }
        // No string has a line break: an event of a stream was cut, and the next one begins.
        default -> startOver();
      }
    }
    return i;
  }

  /** Goes on to the beginning of a string, or to the end of the bytes. */
  private int readStructure(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && !inString) {
      byte next = bytes[i++];
      switch (next) {
        case '"' -> openString();
        case ':' -> field = AnswerField.of(place(), text);
        case ',' -> endOfValue();
        case '{' -> openObject();
        case '}' -> closeObject();
        case '[' -> openList();
        case ']' -> closeList();
        default -> {
          UsageCounts counts = reading;
          if (counts != null && field.isCount()) {
            counts.digit(next);
          }
        }
      }
    }
    return i;
  }

  private void openString() {
    // Between the events of a stream a quote opens nothing.
    inString = objects + lists > 0;
    spelling = inString && place() != AnswerField.Place.ELSEWHERE;
    if (spelling) {
      text.clear();
    }
  }

  private void closeString() {
    inString = false;
    switch (field) {
      case MODEL -> {
        String told = text.lastSegment(expectedModel);
        model = told == null ? model : told;
      }
      case ID -> {
        String told = text.word(id == null ? "" : id);
        id = told == null ? id : told;
      }
      case FINISH_REASON -> addFinishReason();
      default -> {}
    }
    if (field.isText()) {
      field = AnswerField.OTHER;
    }
  }

  private void addFinishReason() {
    String reason = text.word(STOP);
    if (reason == null) {
      return;
    }
    if (firstReason) {
      firstReason = false;
      finishReasons = reason.equals(STOP) ? STOPPED : List.of(reason);
    } else if (finishReasons.size() < MOST_REASONS) {
      List<String> more = new ArrayList<>(finishReasons);
      more.add(reason);
      finishReasons = List.copyOf(more);
    }
  }

  private void endOfValue() {
    UsageCounts counts = reading;
    if (counts != null && field.isCount()) {
      counts.set(field);
    }
    field = AnswerField.OTHER;
  }

  private void openObject() {
    objects++;
    switch (field) {
      case USAGE -> {
        usageObjects = objects;
        beginUsage();
      }
      case WRAPPED -> wrapped = objects == 2;
      default -> firstReason |= objects == 1;
    }
    field = AnswerField.OTHER;
  }

  private void closeObject() {
    endOfValue();
    if (usageObjects > 0 && objects == usageObjects) {
      usageObjects = 0;
      endOfUsage();
    }
    objects = Math.max(0, objects - 1);
    wrapped &= objects >= 2;
    endOfDocument();
  }

  /** What does not tell the prompt's tokens is no usage: the first events of a stream may be so. */
  private void endOfUsage() {
    UsageCounts counts = reading;
    if (counts != null && counts.isUsage()) {
      reading = read;
      read = counts;
    }
  }

  private void beginUsage() {
    UsageCounts counts = reading;
    if (counts == null) {
      reading = new UsageCounts();
    } else {
      counts.clear();
    }
  }

  private void openList() {
    if (objects + lists == 0) {
      outermostLists = 1;
    }
    lists++;
    if (field == AnswerField.CANDIDATES) {
      candidateObjects = objects + 1;
    }
    field = AnswerField.OTHER;
  }

  private void closeList() {
    lists = Math.max(0, lists - 1);
    if (lists == outermostLists) {
      candidateObjects = 0;
    }
    endOfDocument();
  }

  private void endOfDocument() {
    if (objects + lists == 0) {
      outermostLists = 0;
      candidateObjects = 0;
      usageObjects = 0;
    }
  }

  private void startOver() {
    inString = false;
    escaped = false;
    objects = 0;
    lists = 0;
    outermostLists = 0;
    wrapped = false;
    candidateObjects = 0;
    usageObjects = 0;
    field = AnswerField.OTHER;
  }

  /** Whose names and values stand here. */
  private AnswerField.Place place() {
    if (candidateObjects > 0) {
      return objects == candidateObjects && lists == outermostLists + 1
          ? AnswerField.Place.CANDIDATE
          : AnswerField.Place.ELSEWHERE;
    }
    if (lists != outermostLists) {
      return AnswerField.Place.ELSEWHERE;
    }
    if (usageObjects > 0) {
      return switch (objects - usageObjects) {
        case 0 -> AnswerField.Place.USAGE;
        case 1 -> AnswerField.Place.USAGE_DETAILS;
        default -> AnswerField.Place.ELSEWHERE;
      };
    }
    return objects == 1 || (objects == 2 && wrapped)
        ? AnswerField.Place.ANSWER
        : AnswerField.Place.ELSEWHERE;
  }
}

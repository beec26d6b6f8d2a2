package io.geminiquota.adapters.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.geminiquota.engine.DayKey;
import io.geminiquota.engine.classify.Kind;
import io.geminiquota.engine.classify.Window;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Dimension;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.UsedUp;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link LedgerJson} writes. Fields that are not known are passed over; what is known
 * must be as it was written.
 */
final class LedgerReader {

  /** Nobody uses more in a day; sums of so much are far from overflowing. */
  private static final long MOST = 1_000_000_000_000_000L;

  private final JsonParser json;

  private LedgerReader(JsonParser json) {
    this.json = json;
  }

  static Map<DayKey, DayPage> read(byte[] content) throws UnusableLedger {
    try (JsonParser json = LedgerJson.JSON.createParser(content)) {
      return new LedgerReader(json).pages();
    } catch (JsonProcessingException e) {
      // Its message may quote what stands in the file, which is anybody's guess.
      throw UnusableLedger.corrupt("no JSON at line " + line(e));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      throw UnusableLedger.corrupt("not as it was written");
    }
  }

  private static int line(JsonProcessingException fault) {
    return fault.getLocation() == null ? 1 : fault.getLocation().getLineNr();
  }

  private Map<DayKey, DayPage> pages() throws IOException, UnusableLedger {
    Map<DayKey, DayPage> pages = new LinkedHashMap<>();
    boolean versioned = false;
    expect(json.nextToken() == JsonToken.START_OBJECT);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("version")) {
        versioned = true;
        checkVersion();
      } else if (field.equals("days")) {
        expect(value == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
          readDay(pages);
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
      } else {
        json.skipChildren();
      }
    }
    expect(versioned && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    return pages;
  }

  private void checkVersion() throws IOException, UnusableLedger {
    long version = number();
    if (version > LedgerJson.VERSION) {
      throw UnusableLedger.newer(version);
    }
    expect(version == LedgerJson.VERSION);
  }

  private void readDay(Map<DayKey, DayPage> pages) throws IOException, UnusableLedger {
    Map<String, String> texts = new HashMap<>();
    Map<String, Long> numbers = new HashMap<>();
    List<Quota> limits = new ArrayList<>();
    UsedUp usedUp = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("limits") && value == JsonToken.START_ARRAY) {
        readLimits(limits);
      } else if (field.equals("usedUp") && value == JsonToken.START_OBJECT) {
        usedUp = readUsedUp();
      } else {
        readField(field, value, texts, numbers);
      }
    }
    DayKey key =
        new DayKey(
            text(texts, "project"),
            text(texts, "model"),
            text(texts, "bucket"),
            Instant.parse(text(texts, "ends")));
    DayPage page =
        new DayPage(
            count(numbers, "requests"),
            count(numbers, "tokens"),
            count(numbers, "images"),
            limits,
            usedUp);
    pages.put(key, page);
  }

  private void readLimits(List<Quota> limits) throws IOException, UnusableLedger {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      Map<String, String> texts = new HashMap<>();
      Map<String, Long> numbers = new HashMap<>();
      readFields(texts, numbers);
      Dimension dimension = constant(Dimension.values(), texts.get("counts"));
      Long limit = numbers.get("limit");
      if (dimension != null && limit != null && limit > 0) {
        limits.add(
            new Quota(
                texts.get("metric"),
                texts.get("id"),
                dimension,
                Window.DAY,
                limit,
                Quota.Origin.LEARNED));
      }
    }
  }

  /** Null for a kind that only a newer version knows. */
  private @Nullable UsedUp readUsedUp() throws IOException, UnusableLedger {
    Map<String, String> texts = new HashMap<>();
    Map<String, Long> numbers = new HashMap<>();
    readFields(texts, numbers);
    Kind kind = constant(Kind.values(), texts.get("kind"));
    return kind == null
        ? null
        : new UsedUp(
            kind,
            texts.get("model"),
            texts.get("metric"),
            texts.get("id"),
            numbers.get("limit"),
            Instant.parse(text(texts, "said")),
            Instant.parse(text(texts, "until")));
  }

  private void readFields(Map<String, String> texts, Map<String, Long> numbers)
      throws IOException, UnusableLedger {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      readField(field, json.nextToken(), texts, numbers);
    }
  }

  private void readField(
      String field, JsonToken value, Map<String, String> texts, Map<String, Long> numbers)
      throws IOException {
    switch (value) {
      case VALUE_STRING -> texts.put(field, json.getText());
      case VALUE_NUMBER_INT -> numbers.put(field, json.getLongValue());
      default -> json.skipChildren();
    }
  }

  private long number() throws IOException, UnusableLedger {
    expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  private static String text(Map<String, String> texts, String name) throws UnusableLedger {
    String text = texts.get(name);
    if (text == null) {
      throw UnusableLedger.corrupt("a day without its " + name);
    }
    return text;
  }

  private static long count(Map<String, Long> numbers, String name) throws UnusableLedger {
    long count = numbers.getOrDefault(name, 0L);
    expect(count >= 0 && count <= MOST);
    return count;
  }

  private static <E extends Enum<E>> @Nullable E constant(E[] constants, @Nullable String name) {
    for (E constant : constants) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  private static void expect(boolean holds) throws UnusableLedger {
    if (!holds) {
      throw UnusableLedger.corrupt("not as it was written");
    }
  }
}

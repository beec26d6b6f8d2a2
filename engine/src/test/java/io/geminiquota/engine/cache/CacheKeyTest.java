package io.geminiquota.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.policy.CacheSettings;
import io.geminiquota.engine.policy.QuotaPolicy;
import io.geminiquota.engine.policy.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has an answer, and who must never have it. */
class CacheKeyTest {

  private static final String GENERATE = "gemini-2.5-flash:generateContent";
  private static final String COUNT = "gemini-2.5-flash:countTokens";
  private static final String HELLO =
      "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}],\"generationConfig\":{\"temperature\":0}}";

  private final List<String> notes = new ArrayList<>();
  private final List<Throwable> faults = new ArrayList<>();
  private final AnswerCache cache = cache(false);

  @Test
  void theSameRequestHasTheSameKey() {
    assertThat(key(gemini(HELLO))).isEqualTo(key(gemini(HELLO)));
    assertThat(key(gemini(HELLO)).hex()).matches("[0-9a-f]{64}");
  }

  @Test
  void howItIsSpelledDoesNotMatter() {
    assertThat(
            key(
                gemini(
                    """
                    \t{"contents" : [ {"parts":[{"text":"\\u0048ello"}]} ],\r
                    \t"generationConfig":{"temperature":0}}
                    """)))
        .isEqualTo(key(gemini(HELLO)));
  }

  @Test
  void whereInAStringItIsSpelledDoesNotMatterEither() {
    for (int before = 0; before < 20; before++) {
      String plain = "\u00e9".repeat(before) + "x".repeat(before % 3);
      String rest = "y".repeat(before);
      CacheKey letter = spelled(plain + "H" + rest);
      CacheKey quote = spelled(plain + "\\\"" + rest);

      assertThat(spelled(plain + "\\u0048" + rest)).isNotNull().isEqualTo(letter);
      assertThat(spelled(plain + "\\u0022" + rest)).isNotNull().isEqualTo(quote);
      assertThat(letter).isNotEqualTo(quote);
    }
  }

  private @Nullable CacheKey spelled(String text) {
    return key(gemini(HELLO.replace("Hello", text)));
  }

  @Test
  void whoseItIsMatters() {
    CacheKey mine = key(gemini(HELLO));
    assertThat(key(AskedRequest.gemini(GENERATE, "key-2", HELLO))).isNotEqualTo(mine);
    assertThat(key(gemini(HELLO).withHeader("x-goog-user-project", "p"))).isNotEqualTo(mine);
    assertThat(key(gemini(HELLO).withHeader("Authorization", "Bearer t"))).isNotEqualTo(mine);
    assertThat(key(gemini(HELLO).withQuery("key=key-2"))).isNotEqualTo(mine);
  }

  @Test
  void whereItIsAskedMatters() {
    CacheKey mine = key(gemini(HELLO));
    assertThat(key(AskedRequest.gemini("gemini-2.5-pro:generateContent", "key-1", HELLO)))
        .isNotEqualTo(mine);
    assertThat(key(AskedRequest.gemini("gemini-2.5-flash:streamGenerateContent", "key-1", HELLO)))
        .isNotEqualTo(mine);
    assertThat(key(gemini(HELLO).withQuery("alt=sse"))).isNotEqualTo(mine);
    assertThat(key(gemini(HELLO).withQuery("fields=candidates"))).isNotEqualTo(mine);
    assertThat(key(gemini(HELLO).withHeader("X-Goog-FieldMask", "candidates"))).isNotEqualTo(mine);
    AskedRequest relay =
        new AskedRequest(
            "relay.example", gemini(HELLO).path(), null, gemini(HELLO).headers(), HELLO);
    assertThat(key(relay)).isNotEqualTo(mine);
  }

  @Test
  void theKeyInTheQueryIsNoParameterOfTheRequest() {
    AskedRequest bare =
        new AskedRequest(AskedRequest.GEMINI, gemini(HELLO).path(), null, Map.of(), HELLO);
    assertThat(key(bare)).as("nobody knows whose it is").isNull();
    assertThat(key(bare.withQuery("alt=sse&key=k")))
        .isNotNull()
        .isEqualTo(key(bare.withQuery("key=k&alt=sse")))
        .isNotEqualTo(key(bare.withQuery("alt=sse&key=l")));
  }

  @Test
  void aTokenOfVertexStandsForItsProject() {
    AskedRequest first = vertex("p1").withHeader("Authorization", "Bearer one");
    assertThat(key(first)).isNotNull();
    assertThat(key(vertex("p1").withHeader("Authorization", "Bearer two"))).isEqualTo(key(first));
    assertThat(key(vertex("p2").withHeader("Authorization", "Bearer one")))
        .isNotEqualTo(key(first));
    assertThat(key(first.withHeader("x-goog-user-project", "p3"))).isNotEqualTo(key(first));
  }

  @Test
  void whereNoProjectIsNamedTheTokenItselfCounts() {
    AskedRequest relay =
        new AskedRequest("relay.example", gemini(HELLO).path(), null, Map.of(), HELLO);
    assertThat(key(relay.withHeader("Authorization", "Bearer one")))
        .isNotNull()
        .isNotEqualTo(key(relay.withHeader("Authorization", "Bearer two")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"generationConfig\":{\"temperature\":0}}",
        "{\"generationConfig\":{\"temperature\":0.0}}",
        "{\"generation_config\":{\"topK\":1,\"temperature\":0e5}}"
      })
  void aTemperatureOfZeroIsMeant(String body) {
    assertThat(key(gemini(body))).isNotNull();
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"temperature\":0}",
        "{\"generationConfig\":{\"temperature\":1}}",
        "{\"generationConfig\":{\"temperature\":null}}",
        "{\"generationConfig\":{\"temperature\":0,\"temperature\":0.7}}",
        "{\"generationConfig\":{\"temperature\":0},\"generation_config\":{\"temperature\":1}}",
        "{\"contents\":[{\"temperature\":0,\"parts\":[{\"text\":\"\\\"temperature\\\":0\"}]}]}"
      })
  void anyOtherIsMeantOnlyIfTheUserSaysSo(String body) {
    assertThat(key(gemini(body))).isNull();
    assertThat(notes).singleElement().asString().contains("cache-sampled=true", "not 0");
    assertThat(key(cache(true), gemini(body))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"tools\":[{\"googleSearch\":{}}]",
        "\"tools\":[{\"google_search\":{}}]",
        "\"tools\":[{\"urlContext\":{}}]",
        "\"tools\":[{\"functionDeclarations\":[]},{\"codeExecution\":{}}]",
        "\"cachedContent\":\"cachedContents/1\"",
        "\"contents\":[{\"parts\":[{\"fileData\":{\"fileUri\":\"gs://a/b\"}}]}]",
        "\"contents\":[{\"parts\":[{\"file_data\":{\"file_uri\":\"gs://a/b\"}}]}]"
      })
  void whatStandsElsewhereIsNeverKept(String field) {
    String body = "{" + field + ",\"generationConfig\":{\"temperature\":0}}";
    assertThat(key(gemini(body))).isNull();
    assertThat(key(cache(true), gemini(body))).isNull();
    assertThat(notes).isEmpty();
  }

  @Test
  void functionsOfTheApplicationAreItsOwn() {
    assertThat(
            key(
                gemini(
                    "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"type\":\"x\"}]}],"
                        + "\"generationConfig\":{\"temperature\":0}}")))
        .isNotNull();
  }

  @Test
  void theOtherDialectIsReadToo() {
    assertThat(key(chat("\"temperature\":0"))).isNotNull();
    assertThat(key(chat("\"temperature\":1"))).isNull();
    assertThat(key(chat("\"generationConfig\":{\"temperature\":0}"))).isNull();
    assertThat(key(chat("\"temperature\":0,\"tools\":[{\"type\":\"function\",\"function\":{}}]")))
        .isNotNull();
    assertThat(key(chat("\"temperature\":0,\"tools\":[{\"type\":\"web_search\"}]"))).isNull();
    assertThat(key(chat("\"temperature\":0,\"m\":[{\"image_url\":{\"url\":\"data:x\"}}]")))
        .isNotNull();
    assertThat(key(chat("\"temperature\":0,\"m\":[{\"image_url\":{\"url\":\"https://x\"}}]")))
        .isNull();
  }

  @Test
  void whatHasNoTemperatureNeedsNone() {
    assertThat(key(AskedRequest.gemini(COUNT, "k", "{}"))).isNotNull();
    assertThat(key(AskedRequest.gemini("e:embedContent", "k", "{}"))).isNotNull();
    assertThat(key(AskedRequest.gemini("e:batchEmbedContents", "k", "{}"))).isNotNull();
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "veo:predictLongRunning",
        "imagen:predict",
        "gemini-2.5-flash:batchGenerateContent"
      })
  void whatIsNoQuestionHasNoAnswerToBeKept(String what) {
    assertThat(key(cache(true), AskedRequest.gemini(what, "k", HELLO))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{} {}", "Hello", "\"Hello\"", "{\"a\":1 2}"})
  void whatIsNoRequestIsNotKept(String body) {
    assertThat(key(AskedRequest.gemini(COUNT, "k", body))).isNull();
  }

  /**
   * A hundred thousand bodies that differ in few bytes: of two that have one key the words are the
   * same, one after the other; and whoever differs in a byte that says something has another key.
   */
  @Test
  void aPromptThatDiffersByOneByteHasAnotherKey() {
    Random random = new Random(20261122);
    Map<CacheKey, List<String>> words = new HashMap<>();
    int valid = 0;
    for (int i = 0; i < 100_000; i++) {
      String body = mutated(random);
      CacheKey key = key(AskedRequest.gemini(COUNT, "k", body));
      if (key == null) {
        continue;
      }
      valid++;
      List<String> said = words(body);
      List<String> before = words.putIfAbsent(key, said);
      assertThat(before == null ? said : before).as(body).isEqualTo(said);
    }
    assertThat(valid).as("bodies that are JSON").isGreaterThan(20_000);
    long different = words.values().stream().distinct().count();
    assertThat(words).as("one key for the same words").hasSize((int) different);
    assertThat(faults).isEmpty();
  }

  @Test
  void aKeyThatDiffersByOneCharacterHasOtherAnswers() {
    Random random = new Random(7);
    Map<CacheKey, String> owners = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "AIza" + random.nextInt(5_000);
      CacheKey of = key(AskedRequest.gemini(COUNT, key, HELLO));
      String before = owners.putIfAbsent(Objects.requireNonNull(of), key);
      assertThat(before == null ? key : before).isEqualTo(key);
    }
    assertThat(owners.values()).doesNotHaveDuplicates();
  }

  /** Two texts and a number, a few of whose bytes are others. */
  private static String mutated(Random random) {
    StringBuilder body =
        new StringBuilder(
            "{\"contents\": [{\"parts\": [{\"text\": \"Wie \\u00e4lt \\ud83d\\ude00 ist"
                + " \\\"12\\\"/?\"}]}],\"n\": 12, \"ab\": true, \"a\":\"b\", \"l\":[1,2"
                + " ,\"\",{}]}");
    String bytes = " \t\n\"\\/,:[]{}01eE.-+aAbBuUn\u00e4\u20ac\u0001\u00a0";
    for (int changes = random.nextInt(3); changes >= 0; changes--) {
      int at = random.nextInt(body.length());
      char with = bytes.charAt(random.nextInt(bytes.length()));
      switch (random.nextInt(4)) {
        case 0 -> body.setCharAt(at, with);
        case 1 -> body.insert(at, with);
        case 2 -> body.deleteCharAt(at);
        default ->
            body.insert(at, String.format("\\u%04x", random.nextBoolean() ? (int) with : 0xd83d));
      }
    }
    return body.toString();
  }

  /** What a parser reads, token by token; numbers as they are spelled. */
  private static List<String> words(String body) {
    List<String> words = new ArrayList<>();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        words.add(token + " " + parser.getText());
      }
    } catch (IOException e) {
      throw new AssertionError("it had a key", e);
    }
    return words;
  }

  private static AskedRequest gemini(String body) {
    return AskedRequest.gemini(GENERATE, "key-1", body);
  }

  private static AskedRequest chat(String fields) {
    return new AskedRequest(
        AskedRequest.GEMINI,
        "/v1beta/openai/chat/completions",
        null,
        Map.of("Authorization", "Bearer key-1"),
        "{\"model\":\"gemini-2.5-flash\"," + fields + "}");
  }

  private static AskedRequest vertex(String project) {
    return new AskedRequest(
        AskedRequest.VERTEX,
        "/v1/projects/" + project + "/locations/global/publishers/google/models/" + GENERATE,
        null,
        Map.of(),
        HELLO);
  }

  private @Nullable CacheKey key(AskedRequest request) {
    return key(cache, request);
  }

  private static @Nullable CacheKey key(AnswerCache cache, AskedRequest request) {
    Cacheable asked =
        cache.meant(request.call(), request, QuotaPolicy.of(Settings.defaults()), "test");
    return asked == null ? null : asked.key();
  }

  private AnswerCache cache(boolean sampled) {
    return new AnswerCache(
        new CacheSettings(Duration.ofHours(1), Map.of(), sampled, 1 << 20, null),
        () -> null,
        TimeSource.system(),
        (nanoTime, task) -> {},
        notes::add,
        faults::add);
  }
}

package io.geminiquota.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.route.Operation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestSizeTest {

  private static final String MODEL = "gemini-2.5-flash";

  @Test
  void countsFourAsciiCharactersATokenRoundedUpOnceForTheWholePrompt() {
    assertThat(
            generate(
                """
                {"systemInstruction":{"parts":[{"text":"abcde"}]},
                 "contents":[{"role":"user","parts":[{"text":"abcde"},{"text":"a\\n\\"\\u0041"}]}],
                 "generationConfig":{"temperature":0.5,"stopSequences":["never read"]}}
                """))
        .isEqualTo(new RequestSize(1, 4, 0, 0, false));
    assertThat(generate("{}").tokens()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Привет как дела сегодня,   9, 10",
    "今日はいい天気ですね,        7, 8",
    "สวัสดีครับ,               4, 5",
    "😀😀,                      3, 3",
    "naïve café,               3, 4",
    "안녕하세요,                 4, 4"
  })
  void weighsOtherScriptsHeavierRawOrEscaped(String text, long least, long most) {
    assertThat(generate(prompt(text)).textTokens()).isBetween(least, most);
    assertThat(generate(prompt(escaped(text)))).isEqualTo(generate(prompt(text)));
  }

  @Test
  void countsToolsAndSchemasWhole() {
    RequestSize size =
        generate(
            """
            {"contents":[{"parts":[{"text":"abcd"},{"functionCall":{"name":"abcd","args":{"n":1234}}}]}],
             "tools":[{"functionDeclarations":[{"name":"abcd","description":"abcdefgh"}]}],
             "generationConfig":{"responseSchema":{"type":"STRING"}}}
            """);
    // 4 + name abcd args n 1234 + functionDeclarations name abcd description abcdefgh + type STRING
    assertThat(size.textTokens()).isEqualTo((4 + 17 + 47 + 10 + 3) / 4);
  }

  @Test
  void marksACacheThatItCannotMeasure() {
    RequestSize size =
        generate(
            "{\"cachedContent\":\"cachedContents/x\",\"contents\":[{\"parts\":[{\"text\":\"abcd\"}]}]}");
    assertThat(size).isEqualTo(new RequestSize(1, 1, 0, 0, true));
  }

  @ParameterizedTest
  @CsvSource({
    "384,  384,  258",
    "385,  100,  516",
    "960,  540,  1548",
    "1024, 1024, 1032",
    "4000, 3000, 3096",
    "2147483647, 1, 3096"
  })
  void readsTheSizeOfAPictureFromItsHead(int width, int height, long tokens) {
    assertThat(inline("image/png", png(width, height)).mediaTokens()).isEqualTo(tokens);
    if (width < 65_536) {
      assertThat(inline("image/jpeg", jpeg(width, height, 60_000)).mediaTokens()).isEqualTo(tokens);
      assertThat(inline("image/webp", webp(width, height)).mediaTokens()).isEqualTo(tokens);
    }
  }

  @Test
  void aLowResolutionMakesAQuarterOfWhatIsSeen() {
    String part = inlinePart("image/png", Base64.getEncoder().encodeToString(png(1024, 1024)));
    assertThat(
            generate(
                    "{\"contents\":[{\"parts\":["
                        + part
                        + "]}],\"generationConfig\":{\"mediaResolution\":\"MEDIA_RESOLUTION_LOW\"}}")
                .mediaTokens())
        .isEqualTo(258);
  }

  @Test
  void measuresSoundsFilmsAndDocumentsByTheirBytes() {
    assertThat(inline("audio/wav", wav(96_000, 960_000)).mediaTokens()).isEqualTo(32 * 11);
    assertThat(inline("audio/pcm;rate=16000", new byte[320_000]).mediaTokens()).isEqualTo(320);
    assertThat(inline("audio/mp3", new byte[120_000]).mediaTokens()).isEqualTo(320);
    assertThat(inline("video/mp4", new byte[1_250_000]).mediaTokens()).isEqualTo(2630);
    assertThat(inline("application/pdf", new byte[90_000]).mediaTokens()).isEqualTo(3 * 258);
    assertThat(inline("text/csv", new byte[4000]).mediaTokens()).isEqualTo(1001);
    assertThat(inline("application/x-thing", new byte[4000]).mediaTokens()).isEqualTo(258);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg,      258",
    "audio/mpeg,      1920",
    "video/mp4,       15780",
    "application/pdf, 2580",
    "text/plain,      2500",
    "x,               258"
  })
  void guessesTheSizeOfWhatLiesElsewhere(String type, long tokens) {
    String part =
        "{\"fileData\":{\"fileUri\":\"https://x/files/1\",\"mimeType\":\"%s\"}}".formatted(type);
    assertThat(generate("{\"contents\":[{\"parts\":[" + part + "]}]}").mediaTokens())
        .isEqualTo(tokens);
  }

  @Test
  void knowsTheMediaOfTheOtherDialects() {
    String picture = Base64.getEncoder().encodeToString(png(1024, 1024));
    assertThat(
            size(
                Operation.CHAT,
                """
                    {"messages":[{"role":"user","content":[{"type":"text","text":"abcd"},
                    {"type":"image_url","image_url":{"url":"data:image/png;base64,%s"}},
                    {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}]}
                    """
                    .formatted(picture)))
        .isEqualTo(new RequestSize(1, 1, 1032 + 32, 0, false));
    assertThat(
            size(
                Operation.INTERACTION,
                """
                    {"input":[{"type":"text","text":"abcd"},
                    {"data":"%s","mime_type":"image\\/png","type":"image"},
                    {"type":"document","uri":"https://x"}],"system_instruction":"abcd"}
                    """
                    .formatted(picture)))
        .isEqualTo(new RequestSize(1, 2, 1032 + 2580, 0, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},{},{}]} | 3",
        "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}                        | 1",
        "{\"input\":[\"a\",\"b\",\"c\",\"d\"]}                               | 4",
        "{\"input\":\"a\"}                                                   | 1",
        "{\"input\":[1,2,3]}                                                 | 1",
        "{\"input\":[[1,2],[3]]}                                             | 2",
        "{\"requests\":[]}                                                   | 1"
      })
  void countsEachTextToEmbedAsARequest(String body, long requests) {
    assertThat(size(Operation.EMBEDDINGS, body).requests()).isEqualTo(requests);
    assertThat(size(Operation.GENERATE_CONTENT, body).requests()).isEqualTo(1);
  }

  @Test
  void countsTheImagesThatAreAskedFor() {
    String modalities =
        "{\"generationConfig\":{\"responseModalities\":[\"TEXT\",\"IMAGE\"],\"candidateCount\":2}}";
    assertThat(generate(modalities).images()).isEqualTo(2);
    assertThat(generate("{\"generationConfig\":{\"candidateCount\":2}}").images()).isZero();
    assertThat(
            RequestSize.of(Operation.GENERATE_CONTENT, "gemini-2.5-flash-image", bytes("{}"))
                .images())
        .isEqualTo(1);
    assertThat(size(Operation.PREDICT, "{\"parameters\":{\"sampleCount\":4}}").images())
        .isEqualTo(4);
    assertThat(size(Operation.PREDICT, "{\"instances\":[{\"prompt\":\"a cat\"}]}").images())
        .isEqualTo(1);
    assertThat(size(Operation.PREDICT, "{\"instances\":[{\"content\":\"embed me\"}]}").images())
        .isZero();
    assertThat(
            size(Operation.PREDICT_LONG_RUNNING, "{\"parameters\":{\"sampleCount\":4}}").images())
        .isZero();
  }

  @Test
  void doesNotReadSchemasAsMedia() {
    assertThat(
            generate(
                    """
                    {"tools":[{"functionDeclarations":[{"parameters":{"properties":
                    {"image_url":{"type":"string"},"data":{"format":"video/mp4"}}}}]}]}
                    """)
                .mediaTokens())
        .isZero();
  }

  @Test
  void whatCannotBeReadCountsAsOneRequest() {
    assertThat(RequestSize.of(Operation.CHAT, MODEL, null)).isEqualTo(RequestSize.UNKNOWN);
    assertThat(generate("")).isEqualTo(RequestSize.UNKNOWN);
    assertThat(generate("[1,2]")).isEqualTo(RequestSize.UNKNOWN);
    assertThat(generate("{\"contents\":[{\"parts\":[{\"text\":\"abcdefgh").textTokens())
        .isEqualTo(2);
    byte[] wide = prompt("abcd").getBytes(StandardCharsets.UTF_16);
    assertThat(RequestSize.of(Operation.CHAT, MODEL, wide).requests()).isEqualTo(1);
    assertThat(generate("\uFEFF" + prompt("abcdefgh")).textTokens()).isEqualTo(2);
    assertThat(generate("{\"tools\":".repeat(100_000)).requests()).isEqualTo(1);
    assertThat(generate("{\"contents\":" + "[".repeat(100_000)).requests()).isEqualTo(1);
  }

  @Test
  void bearsAnyBody() {
    Random random = new Random(20261121);
    byte[] whole =
        bytes(
            """
            {"cachedContent":"c","contents":[{"parts":[{"text":"a\\u00e9\\\\漢😀"},%s,%s,
            {"fileData":{"fileUri":"data:,","mimeType":"video/mp4"}},{"functionResponse":{"response":
            {"n":1.5e3,"inlineData":{}}}}]}],"input":[1,"a"],"requests":[{}],"parameters":{"sampleCount":
            99999999999},"generationConfig":{"candidateCount":-1,"responseModalities":["IMAGE",{}]}}
            """
                .formatted(
                    inlinePart("image/jpeg", Base64.getEncoder().encodeToString(jpeg(50, 50, 20))),
                    inlinePart("image/webp", Base64.getEncoder().encodeToString(webp(50, 50)))));
    String likely = "{}[]\",:\\u0";
    Operation[] operations = Operation.values();
    for (int round = 0; round < 20_000; round++) {
      byte[] body = whole.clone();
      for (int i = random.nextInt(8); i >= 0; i--) {
        body[random.nextInt(body.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt()
                : (byte) likely.charAt(random.nextInt(likely.length()));
      }
      byte[] cut = Arrays.copyOf(body, random.nextInt(body.length + 1));
      RequestSize size = RequestSize.of(operations[random.nextInt(operations.length)], MODEL, cut);
      assertThat(size.requests()).isPositive();
      assertThat(size.tokens()).isBetween(1L, 100_000L);
      assertThat(size.images()).isBetween(0L, 1000L);
    }
  }

  private static RequestSize generate(String body) {
    return size(Operation.GENERATE_CONTENT, body);
  }

  private static RequestSize size(Operation operation, String body) {
    return RequestSize.of(operation, MODEL, bytes(body));
  }

  private static RequestSize inline(String type, byte[] data) {
    String base64 = Base64.getEncoder().encodeToString(data);
    return generate("{\"contents\":[{\"parts\":[" + inlinePart(type, base64) + "]}]}");
  }

  private static String inlinePart(String type, String base64) {
    return "{\"inlineData\":{\"data\":\"%s\",\"mimeType\":\"%s\"}}".formatted(base64, type);
  }

  private static String prompt(String text) {
    return "{\"contents\":[{\"parts\":[{\"text\":\"" + text + "\"}]}]}";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
    return escaped.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] png(int width, int height) {
    return ByteBuffer.allocate(64)
        .putLong(0x89504E470D0A1A0AL)
        .putInt(13)
        .putInt(0x49484452)
        .putInt(width)
        .putInt(height)
        .array();
  }

  private static byte[] jpeg(int width, int height, int exif) {
    ByteBuffer jpeg = ByteBuffer.allocate(exif + 100);
    jpeg.putShort((short) 0xFFD8).putShort((short) 0xFFE1).putShort((short) exif);
    jpeg.position(jpeg.position() + exif - 2);
    jpeg.putShort((short) 0xFFC2).putShort((short) 17).put((byte) 8);
    return jpeg.putShort((short) height).putShort((short) width).array();
  }

  private static byte[] webp(int width, int height) {
    ByteBuffer webp = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    webp.put(bytes("RIFF")).putInt(56).put(bytes("WEBPVP8X")).putInt(10).putInt(0);
    webp.putInt(24, width - 1);
    webp.putInt(27, height - 1);
    return webp.array();
  }

  private static byte[] wav(int bytesPerSecond, int length) {
    return ByteBuffer.allocate(44 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(bytes("RIFF"))
        .putInt(28, bytesPerSecond)
        .array();
  }
}

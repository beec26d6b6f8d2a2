package io.geminiquota.adapters.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTest {

  @Test
  void plainValuesStandAsTheyAreAndOthersInQuotes() {
    assertThat(
            new LogLine("call")
                .with("model", "models/gemini-2.5-flash@001")
                .with("nothing", null)
                .with("limit", 60)
                .with("text", "two words")
                .with("empty", "")
                .toString())
        .isEqualTo(
            "event=call model=models/gemini-2.5-flash@001 limit=60 text=\"two words\" empty=\"\"");
  }

  @Test
  void whateverAServerSendsItIsOneLineAndNoOtherKey() {
    assertThat(
            new LogLine("call").with("quota", "a\" code=200\r\nevent=x\\\u2028\u0085y").toString())
        .isEqualTo("event=call quota=\"a\\\" code=200  event=x\\\\  y\"");
  }

  @Test
  void whatIsTooLongIsCut() {
    assertThat(new LogLine("call").with("text", "a b".repeat(10_000)).toString())
        .hasSizeLessThan(2_100);
  }
}

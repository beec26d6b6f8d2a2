package io.geminiquota.micronaut.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.micrometer.core.instrument.Tag;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallTagsTest {

  private final AtomicInteger met = new AtomicInteger();
  private final CallTags tags = new CallTags(met::incrementAndGet);

  @Test
  void whoeverBringsAKeyOfHisOwnBeyondTheFirstHundredIsOther() {
    for (int user = 0; user < CallTags.MOST; user++) {
      assertThat(tags.of(call("key-" + user, "gemini-x")))
          .contains(Tag.of("project", "key-" + user));
    }
    assertThat(tags.of(call("key-new", "gemini-x"))).isEqualTo(CallTags.OTHER);
    assertThat(tags.of(call("key-7", "gemini-x"))).contains(Tag.of("project", "key-7"));
    assertThat(met).hasValue(CallTags.MOST);
  }

  @Test
  void aCallWithoutAModelHasATagAllTheSame() {
    assertThat(tags.of(call("project", ""))).contains(Tag.of("model", "none"));
  }

  private static GeminiCall call(String project, String model) {
    return new GeminiCall(
        Service.GEMINI,
        new Route(project, model, "https://example.com"),
        null,
        Operation.GENERATE_CONTENT,
        false,
        true);
  }
}

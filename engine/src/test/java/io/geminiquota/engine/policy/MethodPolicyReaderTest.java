package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.geminiquota.annotations.GeminiQuota;
import io.geminiquota.annotations.Priority;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodPolicyReaderTest {

  private static final String PLACE = "com.example.Answers.summarize(String)";

  @Test
  void readsWhatIsSetAndLeavesTheRestOpen() {
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(
            PLACE, Map.of("rpm", "60", "tpd", "1000000", "retries", "0", "maxWait", "1h30m"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.policy().name()).isEqualTo(PLACE);
    assertThat(read.policy().budget().values())
        .isEqualTo(Map.of(LimitName.RPM, 60L, LimitName.TPD, 1_000_000L));
    assertThat(read.policy().retries()).isZero();
    assertThat(read.policy().maxWait()).isEqualTo(Duration.ofMinutes(90));
    assertThat(read.policy().priority()).isNull();
  }

  @Test
  void readsOtherModelsAndHowLongAnswersAreKept() {
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(
            PLACE,
            Map.of(
                "fallback", "gemini-3-flash, models/gemini-2.5-flash",
                "fallbackAfter", "5s",
                "cache", "24h"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.policy().fallback()).containsExactly("gemini-3-flash", "gemini-2.5-flash");
    assertThat(read.policy().fallbackAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(read.policy().cache()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void noneSwitchesOtherModelsOffAndZeroTheCache() {
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(PLACE, Map.of("fallback", "none", "cache", "0s"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.policy().fallback()).isEmpty();
    assertThat(read.policy().cache()).isZero();
  }

  @Test
  void whatIsWrongInAListIsOneLineAndTheRestHolds() {
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(PLACE, Map.of("fallback", "gemini-3-flash,,gemini-3-flash"));
    assertThat(read.policy().fallback()).containsExactly("gemini-3-flash");
    assertThat(read.problems())
        .containsExactly(
            "fallback=gemini-3-flash,,gemini-3-flash (@GeminiQuota of "
                + PLACE
                + ") is not none or a list of up to 10 models, the best first, like a,b; it has an"
                + " empty name, names gemini-3-flash twice: ignored; used instead: gemini-3-flash");
  }

  @ParameterizedTest
  @CsvSource({"fallback,gemini-3-flash", "fallbackAfter,5s", "cache,1h"})
  void aMethodThatIsACallItselfCannotGoElsewhere(String element, String value) {
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(PLACE, Map.of("model", "gemini-2.5-pro", element, value));
    assertThat(read.problems())
        .singleElement()
        .asString()
        .contains(element + "=" + value, PLACE, "beside model", "not seen");
    assertThat(read.policy().fallback()).isNull();
    assertThat(read.policy().fallbackAfter()).isNull();
    assertThat(read.policy().cache()).isNull();
  }

  @Test
  void knowsEveryElementOfTheAnnotationAndTakesItsDefaultsForNotSet() {
    Map<String, String> defaults = new HashMap<>();
    for (Method element : GeminiQuota.class.getDeclaredMethods()) {
      Object value = element.getDefaultValue();
      defaults.put(
          element.getName(),
          value instanceof String[] list ? String.join(",", list) : String.valueOf(value));
    }
    MethodPolicyReader.Result read = MethodPolicyReader.read(PLACE, defaults);
    assertThat(read.problems()).isEmpty();
    assertThat(read.policy())
        .isEqualTo(
            new MethodPolicy(
                PLACE, null, Limits.none(), null, null, Priority.NORMAL, null, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "rpm,0",
    "rpm,-5",
    "tpm,99999999999999999999",
    "concurrency,many",
    "retries,101",
    "retries,-2",
    "maxWait,soon",
    "maxWait,8d",
    "priority,URGENT",
    "fallback,${models}",
    "fallback,'a b'",
    "fallback,','",
    "fallbackAfter,8d",
    "fallbackAfter,-1s",
    "cache,31d",
    "cache,always",
    "newer,1"
  })
  void tellsAWrongValueInOneLineAndGoesOnWithoutIt(String element, String value) {
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(PLACE, Map.of(element, value, "ipm", "3"));
    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().get(0))
        .contains(element + "=" + value, "@GeminiQuota of " + PLACE, "used instead: ")
        .doesNotContain("\n");
    assertThat(read.policy())
        .isEqualTo(
            new MethodPolicy(
                PLACE,
                null,
                new Limits(Map.of(LimitName.IPM, 3L)),
                null,
                null,
                null,
                null,
                null,
                null));
  }

  @Test
  void readsNumbersThatAreWrittenAsTextAndPrefersThem() {
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(
            PLACE, Map.of("rpm", "60", "rpmString", " 30 ", "tpmString", "5000", "retries", "2"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.policy().budget().values())
        .isEqualTo(Map.of(LimitName.RPM, 30L, LimitName.TPM, 5000L));
    assertThat(read.policy().retries()).isEqualTo(2);
  }

  @Test
  void tellsAPlaceholderThatNobodyHasResolvedInOneLine() {
    MethodPolicyReader.Result read =
        MethodPolicyReader.read(PLACE, Map.of("rpm", "7", "rpmString", "${summaries.rpm}"));
    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().get(0)).contains("rpmString=${summaries.rpm}", "Micronaut");
    assertThat(read.policy().budget().values()).isEqualTo(Map.of(LimitName.RPM, 7L));
  }

  @Test
  void takesNoWrongValueWhereTheApplicationIsNotToStartWithIt() {
    assertThat(MethodPolicyReader.require(PLACE, Map.of("rpm", "60", "model", "gemini-x")).model())
        .isEqualTo("gemini-x");
    assertThatThrownBy(
            () -> MethodPolicyReader.require(PLACE, Map.of("rpm", "0", "maxWait", "soon")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rpm=0 (@GeminiQuota of " + PLACE + ") is not a whole number from 1")
        .hasMessageContaining("maxWait=soon")
        .hasMessageNotContaining("ignored");
  }

  @Test
  void showsNoCredentialThatWasPastedAsAName() {
    String key = "AIzaSy" + "0123456789abcdefghijklmnopqrstuvw";
    MethodPolicyReader.Result read = MethodPolicyReader.read(PLACE, Map.of("name", key));
    assertThat(read.policy().name()).isEqualTo(PLACE);
    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().get(0)).doesNotContain(key);
  }
}

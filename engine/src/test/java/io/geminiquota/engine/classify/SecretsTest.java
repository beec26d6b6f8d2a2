package io.geminiquota.engine.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AIzaSyA123456789012345678901234567890123",
        "AQ.Ab8RN6abcdefgh",
        "ya29.abcdefgh12345678",
        "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl",
        "sk-abcdefghijklmnop",
        "Authorization: bEaReR abcdefgh12345678",
        "https://example.com/v1?x=1&kEy=abcdefgh"
      })
  void aCredentialIsFoundInWhateverCaseItsNameIsWritten(String text) {
    assertThat(Secrets.isSecret(text)).isTrue();
    assertThat(Secrets.scrub(text)).contains("[secret]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gemini-9-flash", "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "a = b"})
  void whatIsNoneStaysAsItIs(String text) {
    assertThat(Secrets.isSecret(text)).isFalse();
    assertThat(Secrets.scrub(text)).isEqualTo(text);
  }
}

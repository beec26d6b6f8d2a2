package io.geminiquota.agent.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotaAnnotationTest {

  @Test
  void whatWasMadeATextIsReadFromIt() {
    QuotaAnnotation annotation =
        new QuotaAnnotation(
            "com.example.Answers.ask()", Map.of("rpm", "5", "name", "a=b", "maxWait", ""));

    assertThat(MethodScopes.knows(annotation.text())).isTrue();
    assertThat(QuotaAnnotation.of(annotation.text())).isEqualTo(annotation);
  }

  @Test
  void aLineBreakInAValueDoesNotMakeAnotherValue() {
    QuotaAnnotation annotation = new QuotaAnnotation("x", Map.of("name", "a\nrpm=1"));

    assertThat(QuotaAnnotation.of(annotation.text()).values())
        .containsExactly(Map.entry("name", "a rpm=1"));
  }

  @Test
  void withoutValuesItIsStillAnAnnotation() {
    QuotaAnnotation annotation = new QuotaAnnotation("x", Map.of());

    assertThat(QuotaAnnotation.of(annotation.text())).isEqualTo(annotation);
  }
}

package io.geminiquota.agent.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;

class DispatcherTemplateTest {

  @Test
  void withoutAnAgentEveryPlaceIsLinkedToDoNothing() throws Throwable {
    assertThat(link(MethodType.methodType(String.class, String.class)).invoke("x")).isNull();
    assertThat((boolean) link(MethodType.methodType(boolean.class)).invoke()).isFalse();
    link(MethodType.methodType(void.class)).invoke();
  }

  private static java.lang.invoke.MethodHandle link(MethodType type) {
    return DispatcherTemplate.bootstrap(MethodHandles.lookup(), "any", type, "any").getTarget();
  }
}

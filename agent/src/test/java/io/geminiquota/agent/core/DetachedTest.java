package io.geminiquota.agent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DetachedTest {

  private static final InheritableThreadLocal<String> OF_THE_APPLICATION =
      new InheritableThreadLocal<>();

  private final ClassLoader context = ClassLoader.getPlatformClassLoader();

  @Test
  void theActionKnowsNothingOfTheCaller() throws Exception {
    OF_THE_APPLICATION.set("request");
    try {
      String seen = Detached.call(context, OF_THE_APPLICATION::get);
      ClassLoader loader =
          Detached.call(context, () -> Thread.currentThread().getContextClassLoader());

      assertThat(seen).isNull();
      assertThat(loader).isSameAs(context);
    } finally {
      OF_THE_APPLICATION.remove();
    }
  }

  @Test
  void whatTheActionThrowsIsThrown() {
    assertThatThrownBy(
            () ->
                Detached.call(
                    context,
                    () -> {
                      throw new IOException("x");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("x");
  }

  @Test
  void anInterruptedCallerGetsTheResultAndStaysInterrupted() throws Exception {
    Thread.currentThread().interrupt();

    assertThat(Detached.call(context, () -> 1)).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }
}

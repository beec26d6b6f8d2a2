package io.geminiquota.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadedClassFileTest {

  private static final int MAGIC = 0xCAFEBABE;

  @ParameterizedTest
  @ValueSource(classes = {OkHttpClient.class, LoadedClassFileTest.class})
  void aClassOfAJarOrAFolderIsRead(Class<?> type) {
    byte[] content = LoadedClassFile.of(type, type.getName().replace('.', '/'));

    assertThat(ByteBuffer.wrap(content).getInt()).isEqualTo(MAGIC);
  }

  @Test
  void aClassWithoutAFileHasNothing() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, run, none) -> 0);

    assertThat(LoadedClassFile.of(proxy.getClass(), "com/example/Proxy")).isEmpty();
  }
}

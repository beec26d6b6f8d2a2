package io.geminiquota.agent.core.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.geminiquota.agent.core.Log;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class LangChain4jWeaverTest {

  private static final String SERVICE = "dev.langchain4j.model.googleai.GeminiService";
  private static final String RETRIES = "dev.langchain4j.internal.RetryUtils$RetryPolicy";

  private final ClassLoader loader = getClass().getClassLoader();
  private final Interceptions interceptions = new Interceptions();
  private final LangChain4jWeaver weaver =
      new LangChain4jWeaver(new Log(System::nanoTime), interceptions);

  @Test
  void eachCallOfTheClientGoesThroughAnAddedMethod() throws Exception {
    byte[] original = classFile(SERVICE);

    byte[] woven = weave(SERVICE);

    assertThat(callersOfTheClient(original)).containsOnly("sendRequest", "streamRequest");
    assertThat(callersOfTheClient(woven)).containsOnly("geminiQuota$execute");
  }

  @Test
  void theJvmAcceptsIt() throws Exception {
    Map<String, byte[]> woven = Map.of(SERVICE, weave(SERVICE), RETRIES, weave(RETRIES));
    WovenLoader application = new WovenLoader(loader, woven);

    assertThat(Class.forName(SERVICE, true, application).getClassLoader()).isSameAs(application);
    assertThat(Class.forName(RETRIES, true, application).getDeclaredConstructors()).hasSize(1);
  }

  /** A class path with an HTTP client of which something is missing. */
  @Test
  void whatLacksSomethingIsLeftAsItIs() throws Exception {
    ClassLoader empty = new ClassLoader(null) {};

    assertThat(weaver.weave(empty, name(SERVICE), null, classFile(SERVICE))).isNull();
    assertThat(RequiredLangChain4j.mismatchOfClient(empty)).startsWith("no dev.langchain4j.");
    assertThat(RequiredLangChain4j.mismatchOfClient(loader)).isNull();
    assertThat(RequiredLangChain4j.mismatchOfRetries(classFile(SERVICE)))
        .startsWith("no RetryPolicy.withRetry(");
  }

  @Test
  void aClassLoaderIsAskedOnceForWhatAllItsClassesNeed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ClassLoader application =
        new ClassLoader(loader) {
          @Override
          public InputStream getResourceAsStream(String name) {
            asked.incrementAndGet();
            return super.getResourceAsStream(name);
          }
        };
    weaver.weave(application, name(SERVICE), null, classFile(SERVICE));
    int forTheFirst = asked.get();

    weaver.weave(application, name(RETRIES), null, classFile(RETRIES));
    weaver.weave(application, name(SERVICE), null, classFile(SERVICE));

    assertThat(forTheFirst).isPositive();
    assertThat(asked).hasValue(forTheFirst);
    assertThat(interceptions.libraries())
        .singleElement()
        .extracting(Interceptions.Interception::times)
        .isEqualTo(1);
  }

  @Test
  void aClassLoaderThatWasAskedCanGo() throws Exception {
    WeakReference<ClassLoader> application = new WeakReference<>(new ClassLoader(loader) {});
    weaver.weave(application.get(), name(SERVICE), null, classFile(SERVICE));

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(application.get()).isNull();
            });
  }

  private byte[] weave(String type) throws IOException {
    return weaver.weave(loader, name(type), null, classFile(type));
  }

  private static String name(String type) {
    return type.replace('.', '/');
  }

  private byte[] classFile(String type) throws IOException {
    try (InputStream in = loader.getResourceAsStream(name(type) + ".class")) {
      return in.readAllBytes();
    }
  }

  /** The methods that call the HTTP client, without its builder. */
  private static List<String> callersOfTheClient(byte[] classFile) {
    List<String> found = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String caller, String type, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String descriptor, boolean itf) {
                    if (owner.equals(RequiredLangChain4j.CLIENT)) {
                      found.add(caller);
                    }
                  }
                };
              }
            },
            0);
    return found;
  }
}

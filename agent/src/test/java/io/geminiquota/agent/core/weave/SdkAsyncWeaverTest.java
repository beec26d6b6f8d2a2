package io.geminiquota.agent.core.weave;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.AsyncModels;
import io.geminiquota.agent.core.Log;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class SdkAsyncWeaverTest {

  private static final String NAME = AsyncModels.class.getName();
  private static final String WITH_EXECUTOR = "Ljava/util/concurrent/Executor;)";

  private final SdkAsyncWeaver weaver =
      new SdkAsyncWeaver(new Log(System::nanoTime), new Interceptions());

  @Test
  void isForTheAsyncClassesOfTheSdk() {
    assertThat(SdkAsyncWeaver.isFor("com/google/genai/AsyncModels")).isTrue();
    assertThat(SdkAsyncWeaver.isFor("com/google/genai/Models")).isFalse();
    assertThat(SdkAsyncWeaver.isFor(null)).isFalse();
  }

  @Test
  void whatGoesToTheCommonPoolGoesThroughOurExecutor() throws Exception {
    byte[] original = classFile();
    byte[] woven = weaver.weave(null, NAME, null, original);

    List<String> before = handOvers(original);
    assertThat(before).hasSizeGreaterThan(10).noneMatch(call -> call.contains(WITH_EXECUTOR));
    assertThat(handOvers(woven))
        .hasSameSizeAs(before)
        .allMatch(call -> call.contains(WITH_EXECUTOR));
  }

  @Test
  void theJvmAcceptsIt() throws Exception {
    Map<String, byte[]> woven = Map.of(NAME, weaver.weave(null, NAME, null, classFile()));

    Class<?> loaded =
        Class.forName(NAME, true, new WovenLoader(getClass().getClassLoader(), woven));

    assertThat(loaded).isNotSameAs(AsyncModels.class);
  }

  private static byte[] classFile() throws IOException {
    try (InputStream in = AsyncModels.class.getResourceAsStream("AsyncModels.class")) {
      return in.readAllBytes();
    }
  }

  private static List<String> handOvers(byte[] classFile) {
    List<String> found = new ArrayList<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String signature, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String name, String descriptor, boolean itf) {
                    if (owner.endsWith("/CompletableFuture") && name.endsWith("Async")) {
                      found.add(name + descriptor);
                    }
                  }
                };
              }
            },
            0);
    return found;
  }
}

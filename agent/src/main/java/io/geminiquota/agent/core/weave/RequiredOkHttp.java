package io.geminiquota.agent.core.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * What an OkHttp must have before it is touched: the methods that are woven, and those of its
 * public interface that came late (OkHttp 4) or that everything else rests on.
 */
final class RequiredOkHttp {

  static final String CONSTRUCTOR = "<init>(Lokhttp3/OkHttpClient;Lokhttp3/Request;Z)V";
  static final String EXECUTE = "execute()Lokhttp3/Response;";
  static final String ENQUEUE = "enqueue(Lokhttp3/Callback;)V";
  static final String CANCEL = "cancel()V";

  private static final List<String> REAL_CALL = List.of(CONSTRUCTOR, EXECUTE, ENQUEUE, CANCEL);

  private static final List<Api> OTHERS =
      List.of(
          new Api(
              "okhttp3/Call",
              "request()Lokhttp3/Request;",
              "clone()Lokhttp3/Call;",
              "isCanceled()Z",
              "timeout()Lokio/Timeout;"),
          new Api(
              "okhttp3/Callback",
              "onFailure(Lokhttp3/Call;Ljava/io/IOException;)V",
              "onResponse(Lokhttp3/Call;Lokhttp3/Response;)V"),
          new Api(
              "okhttp3/OkHttpClient",
              "interceptors()Ljava/util/List;",
              "networkInterceptors()Ljava/util/List;",
              "dispatcher()Lokhttp3/Dispatcher;",
              "newBuilder()Lokhttp3/OkHttpClient$Builder;"),
          new Api(
              "okhttp3/Request",
              "url()Lokhttp3/HttpUrl;",
              "body()Lokhttp3/RequestBody;",
              "tag(Ljava/lang/Class;)Ljava/lang/Object;",
              "newBuilder()Lokhttp3/Request$Builder;"),
          new Api(
              "okhttp3/Response",
              "code()I",
              "body()Lokhttp3/ResponseBody;",
              "newBuilder()Lokhttp3/Response$Builder;"),
          new Api("okhttp3/RequestBody", "isOneShot()Z", "isDuplex()Z"),
          new Api(
              "okhttp3/ResponseBody",
              "source()Lokio/BufferedSource;",
              "create(Ljava/lang/String;Lokhttp3/MediaType;)Lokhttp3/ResponseBody;",
              "create(Lokio/BufferedSource;Lokhttp3/MediaType;J)Lokhttp3/ResponseBody;"));

  private RequiredOkHttp() {}

  /**
   * The first thing that is missing, e.g. {@code RealCall.cancel()V}, or null if all is there.
   *
   * @param realCall the class file of RealCall
   * @param loader where its OkHttp is, null for the boot class loader
   */
  static @Nullable String missingFrom(byte[] realCall, @Nullable ClassLoader loader) {
    String missing = missing("RealCall", REAL_CALL, methodsOf(realCall));
    for (int i = 0; missing == null && i < OTHERS.size(); i++) {
      missing = OTHERS.get(i).missingFrom(loader);
    }
    return missing;
  }

  private static @Nullable String missing(String type, List<String> required, Set<String> found) {
    for (String method : required) {
      if (!found.contains(method)) {
        return type + "." + method;
      }
    }
    return null;
  }

  private static Set<String> methodsOf(byte[] classFile) {
    Set<String> methods = new HashSet<>();
    ClassVisitor collector =
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            methods.add(name.concat(descriptor));
            return null;
          }
        };
    new ClassReader(classFile)
        .accept(
            collector, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return methods;
  }

  /** Methods of one type. */
  private record Api(String type, List<String> methods) {

    Api(String type, String... methods) {
      this(type, List.of(methods));
    }

    @Nullable String missingFrom(@Nullable ClassLoader loader) {
      try (InputStream in = open(loader)) {
        return in == null
            ? type.replace('/', '.')
            : missing(type.substring("okhttp3/".length()), methods, methodsOf(in.readAllBytes()));
      } catch (IOException e) {
        return type.replace('/', '.');
      }
    }

    private @Nullable InputStream open(@Nullable ClassLoader loader) {
      String file = type + ".class";
      return loader == null
          ? ClassLoader.getSystemResourceAsStream(file)
          : loader.getResourceAsStream(file);
    }
  }
}

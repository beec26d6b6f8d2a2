package io.geminiquota.agent.core.weave;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an OkHttp must have before it is touched: the methods that are woven, and everything that
 * our glue uses.
 */
final class RequiredOkHttp {

  static final String CONSTRUCTOR = "<init>(Lokhttp3/OkHttpClient;Lokhttp3/Request;Z)V";
  static final String EXECUTE = "execute()Lokhttp3/Response;";
  static final String ENQUEUE = "enqueue(Lokhttp3/Callback;)V";
  static final String CANCEL = "cancel()V";

  private static final List<String> REAL_CALL = List.of(CONSTRUCTOR, EXECUTE, ENQUEUE, CANCEL);

  static final String USED = "required-okhttp.txt";

  private RequiredOkHttp() {}

  /**
   * The first thing that is not as it must be, e.g. {@code no RealCall.cancel()V}, or null if all
   * is.
   *
   * @param realCall the class file of RealCall
   * @param loader where its OkHttp is, null for the boot class loader
   */
  static @Nullable String mismatch(byte[] realCall, @Nullable ClassLoader loader) {
    Set<String> found = ClassFile.of(realCall).members();
    for (String method : REAL_CALL) {
      if (!found.contains(method)) {
        return "no RealCall." + method;
      }
    }
    return RequiredApi.read(USED).mismatch(loader);
  }
}

package io.geminiquota.agent.core.weave;

import org.jspecify.annotations.Nullable;

/**
 * What a com.google.genai that retries by itself must have so that its retries can be switched off
 * for a request, by its own means.
 */
final class RequiredSdk {

  static final String USED = "required-sdk.txt";

  private static final String RETRIES = "com/google/genai/RetryInterceptor";

  private RequiredSdk() {}

  /**
   * The first thing that is not as it must be, or null if all is, or nothing has to be switched
   * off: before 1.27 the SDK does not retry.
   *
   * @param loader where the SDK is, null for the boot class loader
   */
  static @Nullable String mismatch(@Nullable ClassLoader loader) {
    return ClassFile.find(RETRIES, loader) == null ? null : RequiredApi.read(USED).mismatch(loader);
  }
}

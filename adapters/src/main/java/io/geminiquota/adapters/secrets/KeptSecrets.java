package io.geminiquota.adapters.secrets;

import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.Secrets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Credentials from the environment, which stay as they are, and from files, which are read again
 * when they have changed: tokens live for an hour. A file is looked at once a second at most, and
 * only when somebody asks. Thread-safe.
 *
 * <p>No credential is ever told: not by a line, and not by an exception.
 */
public final class KeptSecrets implements Secrets {

  private final Map<String, String> environment;
  private final TimeSource time;
  private final BiConsumer<String, String> trouble;
  private final Map<String, SecretFile> files = new ConcurrentHashMap<>();

  /**
   * @param environment the variables of the environment
   * @param time the clock
   * @param trouble is told a topic, and a line for a person, when a credential cannot be had; it is
   *     told again and again, so what is heard of it is to be throttled for each topic
   */
  public KeptSecrets(
      Map<String, String> environment, TimeSource time, BiConsumer<String, String> trouble) {
    this.environment = Map.copyOf(environment);
    this.time = time;
    this.trouble = trouble;
  }

  @Override
  public @Nullable String read(SecretReference reference) {
    try {
      return switch (reference.kind()) {
        case ENVIRONMENT -> ofEnvironment(reference);
        case FILE -> ofFile(reference);
        case LITERAL -> SecretText.in(reference.named());
      };
    } catch (RuntimeException fault) {
      missing(reference, "it cannot be read: " + fault.getClass().getSimpleName());
      return null;
    }
  }

  private @Nullable String ofEnvironment(SecretReference reference) {
    String value = environment.get(reference.named());
    String secret = value == null ? null : SecretText.in(value);
    if (secret == null) {
      missing(reference, value == null ? "it is not set" : SecretText.WRONG);
    }
    return secret;
  }

  private @Nullable String ofFile(SecretReference reference) {
    SecretFile file =
        files.computeIfAbsent(
            reference.named(),
            path -> new SecretFile(Path.of(path), time, why -> unreadable(reference, why)));
    return file.read();
  }

  private void unreadable(SecretReference reference, SecretFile.Unreadable why) {
    if (why.hasEarlier()) {
      trouble.accept(
          topic(reference),
          reference + ": " + why.reason() + "; the credential that was read last is used on");
    } else {
      missing(reference, why.reason());
    }
  }

  private void missing(SecretReference reference, String reason) {
    trouble.accept(
        topic(reference),
        "no credential from " + reference + ": " + reason + "; no call goes there meanwhile");
  }

  private static String topic(SecretReference reference) {
    return "credential " + reference;
  }
}

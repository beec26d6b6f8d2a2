package io.geminiquota.engine.policy;

import io.geminiquota.engine.route.SecretReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What settings name and do not hold. Asked while they are read. Nothing here throws. */
public interface Surroundings {

  /** The credential that a reference names, null when it is not to be had. */
  @Nullable String secret(SecretReference reference);

  /** Whether files can be written in a directory, which may have to be made first. */
  boolean takesFiles(String directory);

  /** Knows the environment only: no file can be read there, and every directory be written. */
  static Surroundings of(Map<String, String> environment) {
    return new Surroundings() {
      @Override
      public @Nullable String secret(SecretReference reference) {
        return switch (reference.kind()) {
          case ENVIRONMENT -> environment.get(reference.named());
          case FILE -> null;
          case LITERAL -> reference.named();
        };
      }

      @Override
      public boolean takesFiles(String directory) {
        return true;
      }
    };
  }
}

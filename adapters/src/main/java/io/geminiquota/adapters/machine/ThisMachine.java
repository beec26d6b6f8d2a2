package io.geminiquota.adapters.machine;

import io.geminiquota.engine.policy.Surroundings;
import io.geminiquota.engine.route.SecretReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment of this process, and the files and directories that it may touch. */
public final class ThisMachine implements Surroundings {

  /** No credential is longer; a file that is was named by mistake. */
  private static final int LONGEST = 64 * 1024;

  private final Map<String, String> environment;

  /**
   * @param environment of the process
   */
  public ThisMachine(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Without the blanks and ends of lines around it: editors and {@code echo} leave them.
   */
  @Override
  public @Nullable String secret(SecretReference reference) {
    String secret =
        switch (reference.kind()) {
          case ENVIRONMENT -> environment.get(reference.named());
          case FILE -> content(reference.named());
          case LITERAL -> reference.named();
        };
    return secret == null || secret.isBlank() ? null : secret.strip();
  }

  /** Makes nothing: what is missing is made when there is something to write. */
  @Override
  public boolean takesFiles(String directory) {
    try {
      Path existing = Path.of(directory);
      while (existing != null && !Files.exists(existing)) {
        existing = existing.getParent();
      }
      return existing != null
          && Files.isDirectory(existing)
          && Files.isWritable(existing)
          && Files.isExecutable(existing);
    } catch (InvalidPathException | SecurityException e) {
      return false;
    }
  }

  private static @Nullable String content(String file) {
    try {
      Path path = Path.of(file);
      // A pipe would be waited for.
      if (!Files.isRegularFile(path)) {
        return null;
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(LONGEST + 1);
        return bytes.length > LONGEST ? null : new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (IOException | InvalidPathException | SecurityException e) {
      return null;
    }
  }
}

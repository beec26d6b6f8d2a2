package io.geminiquota.adapters.machine;

import io.geminiquota.engine.policy.Surroundings;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.Secrets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The environment of this process, and the files and directories that it may touch. */
public final class ThisMachine implements Surroundings {

  private final Secrets secrets;

  /**
   * @param secrets reads what is in the environment and in files. It need not tell what is missing:
   *     who reads the settings does, with the setting that names it
   */
  public ThisMachine(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public @Nullable String secret(SecretReference reference) {
    return secrets.read(reference);
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
}

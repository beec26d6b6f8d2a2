package io.geminiquota.agent.plan;

import io.geminiquota.adapters.machine.ThisMachine;
import io.geminiquota.adapters.secrets.KeptSecrets;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.policy.Surroundings;
import io.geminiquota.engine.route.SecretReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that is not that of this machine. Credentials that are missing here are taken to
 * be there where the application runs: nothing is sent with them, and what matters is whether two
 * of them are one.
 */
final class PlannedConfiguration implements Surroundings {

  private final Map<String, String> environment;
  private final ThisMachine machine;
  private final Set<String> missing = new TreeSet<>();

  /**
   * @param environment of this process
   */
  PlannedConfiguration(Map<String, String> environment) {
    this.environment = environment;
    this.machine =
        new ThisMachine(new KeptSecrets(environment, TimeSource.system(), (topic, line) -> {}));
  }

  /**
   * Reads it.
   *
   * @param set settings as {@code name=value}; they go before those of the environment
   * @param file those of the file, by their names
   */
  SettingsReader.Result read(List<String> set, Map<String, String> file) {
    return SettingsReader.read(String.join(",", set), Map.of(), environment, file, this);
  }

  /** Where credentials would be that are not here, as they were written. */
  Set<String> missing() {
    return missing;
  }

  @Override
  public @Nullable String secret(SecretReference reference) {
    String secret = machine.secret(reference);
    if (secret != null || reference.kind() == SecretReference.Kind.LITERAL) {
      return secret;
    }
    missing.add(reference.toString());
    return "missing-" + reference;
  }

  @Override
  public boolean takesFiles(String directory) {
    return true;
  }
}

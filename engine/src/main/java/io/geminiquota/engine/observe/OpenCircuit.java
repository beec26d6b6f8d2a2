package io.geminiquota.engine.observe;

import io.geminiquota.engine.classify.Verdict;
import io.geminiquota.engine.route.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A circuit that keeps calls from being sent, because they are known to fail.
 *
 * @param id the same for the same circuit, in every JVM and after every start
 * @param subject what shares the failure
 * @param credential a short hash of the key or token, null unless the circuit is about one
 * @param project whose calls are not sent, null if the circuit is about a credential
 * @param model whose calls are not sent, null unless the circuit is about one
 * @param operation what the model is asked for, null unless the circuit is about a model
 * @param baseUrl scheme, host and port: at another server the same may be fine
 * @param verdict of the last failure
 * @param advice what a person should do now
 * @param since when it opened
 * @param seen when the failure was met last
 * @param nextProbe from when on one call may try
 */
public record OpenCircuit(
    String id,
    Subject subject,
    @Nullable String credential,
    @Nullable String project,
    @Nullable String model,
    @Nullable Operation operation,
    String baseUrl,
    Verdict verdict,
    String advice,
    Instant since,
    Instant seen,
    Instant nextProbe) {

  /** What a circuit can be about. */
  public enum Subject {
    /** One key or token. */
    CREDENTIAL,
    /** All calls of a project. */
    PROJECT,
    /** One operation of one model of a project. */
    MODEL
  }
}

package io.geminiquota.engine.circuit;

import io.geminiquota.engine.classify.Verdict;
import java.time.Duration;

/**
 * The failure that keeps a circuit open.
 *
 * @param verdict what was wrong
 * @param body of the provider's answer, as it came
 * @param age how long ago it was seen
 * @param nextProbe how long until one more call may try
 */
public record Trip(Verdict verdict, String body, Duration age, Duration nextProbe) {}

package io.geminiquota.agent.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call.
 *
 * @param number from 1
 * @param made when the application made it
 * @param waited how long it was held
 * @param way where it went, null if it was refused
 * @param refusal why it was not sent, null if it was
 */
record PlannedCall(
    int number, Duration made, Duration waited, @Nullable String way, @Nullable String refusal) {}

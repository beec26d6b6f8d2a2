package io.geminiquota.engine;

import java.time.Instant;

/**
 * Whose quota day a page is about.
 *
 * @param project as in {@link io.geminiquota.engine.route.Route}: never an API key
 * @param model the model id
 * @param bucket which of the model's quotas, by what it is asked for
 * @param ends when the day ends: clocks and time zones may be set, an instant stays
 */
public record DayKey(String project, String model, String bucket, Instant ends) {}

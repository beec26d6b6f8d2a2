package io.geminiquota.engine.limit;

import java.time.Duration;

/**
 * A use that was made some time ago.
 *
 * @param cost what was used
 * @param age how long ago, 0 or more
 */
public record PastUse(Cost cost, Duration age) {}

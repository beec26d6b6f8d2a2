package io.geminiquota.engine.limit;

import java.util.List;

/**
 * What one gate leaves to another.
 *
 * @param minute what was used of the last window
 * @param day what was used of the day
 * @param quotas the limits that were learned
 * @param opensAt when anybody may be sent again
 */
record Legacy(RollingWindow minute, Cost day, List<Quota> quotas, long opensAt) {}

package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.SameProject;

/**
 * Two projects, or two keys, turned out to be one project, and are paced as one from now on; or
 * they seem to be, as {@link SameProject#ground} tells.
 *
 * @param same which, and what to do
 */
public record SameProjectEvent(SameProject same) {}

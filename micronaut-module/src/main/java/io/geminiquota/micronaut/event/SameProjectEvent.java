package io.geminiquota.micronaut.event;

import io.geminiquota.engine.observe.SameProject;

/**
 * Two projects, or two keys, turned out to be one project: they are paced as one from now on.
 *
 * @param same which, and what to do
 */
public record SameProjectEvent(SameProject same) {}

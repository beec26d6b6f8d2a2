package io.geminiquota.agent.core.weave;

/**
 * A method that is to be put into a scope.
 *
 * @param advice the text of its annotation, or of its class's
 * @param locals how many local variables it uses itself
 */
record ScopedMethod(String advice, int locals) {}

package io.geminiquota.agent.explain;

/**
 * A part of a text that may be one error of Gemini.
 *
 * @param text the part, of bounded length, without the frames of stack traces
 * @param line the number of the line at which it starts, counted from 1
 * @param follows whether it continues what the passage before it reported: nothing that belongs to
 *     anything else stands between them
 */
record Passage(String text, long line, boolean follows) {}

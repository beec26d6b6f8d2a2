package io.geminiquota.benchmarks.goodput;

/**
 * A call that somebody wants made. It is known by its length: no two calls of a load have prompts
 * of the same number of tokens, which is all of a prompt that the simulator's log shows.
 *
 * @param process which process is asked to make it, from 0
 * @param dueNanos how long after the start it is wanted
 * @param tokens how long its prompt is, in input tokens
 */
record Call(int process, long dueNanos, long tokens) {}

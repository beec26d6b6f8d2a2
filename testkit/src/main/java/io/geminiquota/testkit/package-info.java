/**
 * A Gemini that runs on this machine: {@link io.geminiquota.testkit.GeminiSimulator} answers like
 * the real service and enforces its quotas exactly, so that a test can judge how an application
 * behaves when they are used up.
 */
@NullMarked
package io.geminiquota.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * The application that every contestant of the goodput comparison is: it runs in JVMs of its own
 * and asks Gemini what its plan says, in one of several {@linkplain
 * io.geminiquota.benchmarks.goodput.app.Way ways} to live with a quota.
 */
@NullMarked
package io.geminiquota.benchmarks.goodput.app;

import org.jspecify.annotations.NullMarked;

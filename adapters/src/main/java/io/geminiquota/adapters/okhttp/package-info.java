/** Meets Gemini calls that go through OkHttp: reads them, holds them, sends them again. */
@NullMarked
package io.geminiquota.adapters.okhttp;

import org.jspecify.annotations.NullMarked;

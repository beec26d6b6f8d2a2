/**
 * Meets Gemini calls that LangChain4j sends through its own interface of an HTTP client, whoever
 * implements that: reads them, holds them, sends them again.
 */
@NullMarked
package io.geminiquota.adapters.langchain4j;

import org.jspecify.annotations.NullMarked;

/** Spring AI's Gemini, under the agent. */
package io.geminiquota.agenttests.springai;

/** openai-java at Gemini's compatible endpoint, under the agent. */
package io.geminiquota.agenttests.openai;

/** What calls Gemini by a way that the agent does not meet, under the agent. */
package io.geminiquota.agenttests.uncovered;

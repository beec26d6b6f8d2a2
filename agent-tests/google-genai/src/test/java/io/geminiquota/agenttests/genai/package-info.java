/** com.google.genai under the agent: each version that is covered, in a JVM of its own. */
package io.geminiquota.agenttests.genai;

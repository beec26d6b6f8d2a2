/** Google's Agent Development Kit, under the agent. */
package io.geminiquota.agenttests.adk;

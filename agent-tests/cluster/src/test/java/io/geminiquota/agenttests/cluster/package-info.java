/** Several JVMs with the agent and one Redis. */
package io.geminiquota.agenttests.cluster;

/** A service, and the same service with an OpenTelemetry of its own. */
package com.example.observed;

/** Which project, model and base URL a request is for. */
@NullMarked
package io.geminiquota.engine.route;

import org.jspecify.annotations.NullMarked;

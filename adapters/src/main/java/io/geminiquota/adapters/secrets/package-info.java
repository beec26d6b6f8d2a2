/** Fetches the credentials of other ways from where the user keeps them. */
@NullMarked
package io.geminiquota.adapters.secrets;

import org.jspecify.annotations.NullMarked;

/** What no call and no wakening is to wait for is done here. */
@NullMarked
package io.geminiquota.adapters.desk;

import org.jspecify.annotations.NullMarked;

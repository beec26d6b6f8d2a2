/** Keeps the ledgers of the quota day in a file that all JVMs of a machine share. */
@NullMarked
package io.geminiquota.adapters.ledger;

import org.jspecify.annotations.NullMarked;

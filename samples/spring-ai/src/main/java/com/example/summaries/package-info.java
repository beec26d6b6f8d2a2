/** A service that summarises texts. */
@NullMarked
package com.example.summaries;

import org.jspecify.annotations.NullMarked;

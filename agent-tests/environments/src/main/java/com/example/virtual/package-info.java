/** An application on virtual threads. */
@NullMarked
package com.example.virtual;

import org.jspecify.annotations.NullMarked;

/** An application as a bundle. */
@NullMarked
package com.example.osgi;

import org.jspecify.annotations.NullMarked;

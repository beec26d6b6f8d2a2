/** Four JVMs, one quota. */
@NullMarked
package com.example.cluster;

import org.jspecify.annotations.NullMarked;

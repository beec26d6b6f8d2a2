/**
 * Where applications live: they bring along everything that they need, and know nothing of each
 * other.
 */
@NullMarked
package com.example.container;

import org.jspecify.annotations.NullMarked;

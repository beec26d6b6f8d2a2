/** What is to be seen of an agent. */
@NullMarked
package com.example.witness;

import org.jspecify.annotations.NullMarked;

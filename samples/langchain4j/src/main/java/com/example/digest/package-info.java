/** A small program on LangChain4j: it summarises texts and talks about them. */
@NullMarked
package com.example.digest;

import org.jspecify.annotations.NullMarked;

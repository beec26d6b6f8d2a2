/** An application, to be started in every way there is. */
@NullMarked
package com.example.application;

import org.jspecify.annotations.NullMarked;

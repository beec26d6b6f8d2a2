/** A web application, with its own copy of the SDK. */
@NullMarked
package com.example.web;

import org.jspecify.annotations.NullMarked;

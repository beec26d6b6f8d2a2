/** Asks Gemini the prompts of a CSV file and writes the answers to another. */
@NullMarked
package com.example.answers;

import org.jspecify.annotations.NullMarked;

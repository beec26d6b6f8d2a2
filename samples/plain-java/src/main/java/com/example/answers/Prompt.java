package com.example.answers;

/** One line of the prompts' file. */
record Prompt(String id, String text) {}

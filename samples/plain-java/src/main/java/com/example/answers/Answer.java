package com.example.answers;

/** What came of a prompt: a text, or an error; the other of the two is empty. */
record Answer(String promptId, String text, String error) {

  boolean failed() {
    return !error.isEmpty();
  }
}

package com.example;

import java.io.IOException;

/** Has nothing to do with Gemini, and runs until its input ends. */
public final class Waiting {

  private Waiting() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Nothing is to be done.
    }
  }
}

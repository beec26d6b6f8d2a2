package com.example.digest;

import dev.langchain4j.service.UserMessage;

/** A conversation that remembers what was said. */
interface Reader {

  /** The answer to what is said now. */
  String say(@UserMessage String message);
}

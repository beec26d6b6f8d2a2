package com.example.summaries;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.concurrent.CompletableFuture;

/** {@code POST /summaries}: a text goes in, its summary comes out. */
@Controller("/summaries")
class SummaryController {

  private final Summaries summaries;

  SummaryController(Summaries summaries) {
    this.summaries = summaries;
  }

  @Post(consumes = MediaType.TEXT_PLAIN, produces = MediaType.TEXT_PLAIN)
  CompletableFuture<String> summarize(@Body String text) {
    if (text.isBlank()) {
      throw new HttpStatusException(HttpStatus.BAD_REQUEST, "There is no text to summarise.");
    }
    return summaries.summarize(text);
  }
}

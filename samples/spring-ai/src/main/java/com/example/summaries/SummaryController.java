package com.example.summaries;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code POST /summaries}: a text goes in, its summary comes out. */
@RestController
class SummaryController {

  private final ChatClient gemini;

  SummaryController(ChatClient.Builder gemini) {
    this.gemini = gemini.defaultSystem("Summarise the text in at most three sentences.").build();
  }

  @PostMapping(
      path = "/summaries",
      consumes = MediaType.TEXT_PLAIN_VALUE,
      produces = MediaType.TEXT_PLAIN_VALUE)
  String summarize(@RequestBody String text) {
    String summary = gemini.prompt().user(text).call().content();
    if (summary == null || summary.isBlank()) {
      throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "Gemini gave no text.");
    }
    return summary;
  }
}

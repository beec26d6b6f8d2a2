package com.example.digest;

import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.UserMessage;

/** What Gemini does here: an AI service, which LangChain4j implements. */
interface Editor {

  /** One sentence about a text. */
  @SystemMessage("You are the editor of a news digest. Answer with one short sentence.")
  @UserMessage("Summarise: {{it}}")
  String summarize(String text);
}

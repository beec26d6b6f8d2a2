package com.example;

import com.google.adk.agents.LlmAgent;
import com.google.adk.agents.RunConfig;
import com.google.adk.agents.RunConfig.StreamingMode;
import com.google.adk.models.Gemini;
import com.google.adk.runner.InMemoryRunner;
import com.google.adk.sessions.Session;
import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.Part;
import java.util.Optional;

/**
 * An application that knows nothing of quotas: an agent of Google's Agent Development Kit, run by
 * its runner. Arguments: Gemini's base URL, then {@link Ways}.
 */
public final class AdkCalls {

  private AdkCalls() {}

  public static void main(String[] arguments) {
    Client.setDefaultBaseUrls(Optional.of(arguments[0]), Optional.empty());
    new Ways()
        .with("run", model -> run(model, StreamingMode.NONE))
        .with("stream", model -> run(model, StreamingMode.SSE))
        .run(arguments);
  }

  private static String run(String model, StreamingMode streaming) {
    LlmAgent agent =
        LlmAgent.builder()
            .name("answering")
            .model(new Gemini(model, "test-key"))
            .instruction("Answer.")
            .build();
    InMemoryRunner runner = new InMemoryRunner(agent);
    Session session =
        runner.sessionService().createSession(runner.appName(), "somebody").blockingGet();
    return runner
        .runAsync(
            "somebody",
            session.id(),
            Content.fromParts(Part.fromText("Hello")),
            RunConfig.builder().streamingMode(streaming).build())
        .blockingLast()
        .stringifyContent();
  }
}

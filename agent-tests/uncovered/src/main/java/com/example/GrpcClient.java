package com.example;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.vertexai.VertexAI;
import com.google.cloud.vertexai.generativeai.GenerativeModel;
import java.time.Instant;
import java.util.Date;

/** Makes the gRPC client of Vertex AI ready to call Gemini. */
public final class GrpcClient {

  private GrpcClient() {}

  public static void main(String[] arguments) throws Exception {
    AccessToken token = new AccessToken("test-token", Date.from(Instant.now().plusSeconds(3600)));
    VertexAI.Builder builder =
        new VertexAI.Builder()
            .setProjectId("my-project")
            .setLocation("us-central1")
            .setCredentials(GoogleCredentials.create(token));
    for (int i = 0; i < 2; i++) {
      try (VertexAI client = builder.build()) {
        System.out.println(new GenerativeModel("gemini-x", client).getModelName());
      }
    }
  }
}

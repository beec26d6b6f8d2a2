package io.geminiquota.engine.route;

import java.util.Set;

/**
 * The words of a request that tie it to where the application asked. Which ones only one of the two
 * services takes is what the com.google.genai SDK 1.70.0 refuses to send to the other.
 */
final class BondWords {

  private static final Bonds TO_SERVICE = new Bonds(false, false, true);
  private static final Bonds TO_PROJECT = new Bonds(true, false, false);
  private static final Bonds TO_MODEL = new Bonds(false, true, false);
  private static final Bonds TO_PLACE = TO_PROJECT.and(TO_SERVICE);

  /** What stands there may be a file that is to be had by one project only. */
  private static final Set<String> ADDRESSES = Set.of("fileUri", "uri", "url", "gcsUri");

  /** Search in documents that belong to a project, and what else is its own. */
  private static final Set<String> OF_PROJECT =
      Set.of("fileId", "fileSearch", "retrieval", "ragCorpora", "datastore", "modelArmorConfig");

  private static final Set<String> OF_DEVELOPER_API =
      Set.of(
          "enableEnhancedCivicAnswers",
          "includeServerSideToolInvocations",
          "mcpServers",
          "partMetadata",
          "toolCall",
          "toolResponse",
          "translationConfig",
          "voiceConsentSignature");

  private static final Set<String> OF_VERTEX =
      Set.of(
          "audioTimestamp",
          "audioTrackExtraction",
          "blockingConfidence",
          "displayName",
          "enterpriseWebSearch",
          "exaAiSearch",
          "excludeDomains",
          "imageOutputOptions",
          "labels",
          "method",
          "modelSelectionConfig",
          "parallelAiSearch",
          "partialArgs",
          "personGeneration",
          "prominentPeople",
          "routingConfig",
          "streamFunctionCallArguments",
          "willContinue");

  private BondWords() {}

  /** Whether the value of such a field has to be known. */
  static boolean needValueOf(String field) {
    return ADDRESSES.contains(field);
  }

  /**
   * What one field ties its request to.
   *
   * @param vertex whether the request is written for Vertex AI
   * @param path of the field, in camel case
   * @param field the last name of the path
   * @param value of the field where it was needed, else empty
   */
  static Bonds of(boolean vertex, String path, String field, String value) {
    if (ADDRESSES.contains(field)) {
      return ofAddress(vertex, value);
    }
    if (OF_PROJECT.contains(field)) {
      return TO_PLACE;
    }
    if ((vertex ? OF_VERTEX : OF_DEVELOPER_API).contains(field)) {
      return TO_SERVICE;
    }
    return switch (path) {
      case "cachedContent", "extraBody.google.cachedContent" -> Bonds.ALL;
      case "previousInteractionId", "environment" -> TO_PROJECT;
      case "agent" -> TO_MODEL;
      default -> Bonds.NONE;
    };
  }

  private static Bonds ofAddress(boolean vertex, String address) {
    if (address.startsWith("gs://")) {
      // The Developer API reads only what was registered with its project.
      return vertex ? TO_SERVICE : TO_PLACE;
    }
    boolean uploaded =
        address.startsWith("files/")
            || address.contains("generativelanguage")
            || address.matches("https?://[^/]+(/.*)?/v1\\w*/files/.*");
    return uploaded ? TO_PLACE : Bonds.NONE;
  }
}

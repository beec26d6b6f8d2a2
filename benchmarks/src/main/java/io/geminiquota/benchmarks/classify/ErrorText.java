package io.geminiquota.benchmarks.classify;

import io.geminiquota.engine.classify.Kind;

/** Errors as they arrive, one of each way to read them. Public for the code that JMH generates. */
public enum ErrorText {
  TYPICAL_429("a typical 429", 429, Kind.QUOTA_REQUESTS_PER_DAY, Texts.typical429()),
  PYTHON("printed by the Python SDK", 429, Kind.QUOTA_REQUESTS_PER_DAY, Texts.python()),
  VERTEX("Vertex AI, without details", 429, Kind.RATE_UNSPECIFIED, Texts.vertex()),
  HTML_502("an HTML page", 502, Kind.SERVER_TRANSIENT, Texts.html502()),
  RELAY("nested by a relay", 429, Kind.QUOTA_REQUESTS_PER_DAY, Texts.relay());

  private final String title;
  private final int httpStatus;
  private final Kind kind;
  private final String text;

  ErrorText(String title, int httpStatus, Kind kind, String text) {
    this.title = title;
    this.httpStatus = httpStatus;
    this.kind = kind;
    this.text = text;
  }

  /** What it is, for a person. */
  public String title() {
    return title;
  }

  /** The status that it comes with. */
  public int httpStatus() {
    return httpStatus;
  }

  /** What it has to be judged as. */
  public Kind kind() {
    return kind;
  }

  /** The body. */
  public String text() {
    return text;
  }

  /** The bodies, written from the forms that Google's APIs, SDKs and relays have. */
  private static final class Texts {

    private static final String HOST = "generativelanguage.googleapis.com/";
    private static final int RELAYED_CHARACTERS = 10 * 1024;

    static String typical429() {
      return """
      {
        "error": {
          "code": 429,
          "message": "You exceeded your current quota, please check your plan and billing details. \
      Read more at https://ai.google.dev/gemini-api/docs/rate-limits.\\n\
      * Quota exceeded for metric: HOSTgenerate_content_free_tier_requests, limit: 5, \
      model: gemini-2.5-pro\\n\
      * Quota exceeded for metric: HOSTgenerate_content_free_tier_requests, limit: 100, \
      model: gemini-2.5-pro\\nPlease retry in 28.432109876s.",
          "status": "RESOURCE_EXHAUSTED",
          "details": [
            {
              "@type": "type.googleapis.com/google.rpc.Help",
              "links": [
                {
                  "description": "More about the quotas of this API",
                  "url": "https://ai.google.dev/gemini-api/docs/rate-limits"
                }
              ]
            },
            {
              "@type": "type.googleapis.com/google.rpc.QuotaFailure",
              "violations": [
                {
                  "quotaMetric": "HOSTgenerate_content_free_tier_requests",
                  "quotaId": "GenerateRequestsPerMinutePerProjectPerModel-FreeTier",
                  "quotaDimensions": {
                    "location": "global",
                    "model": "gemini-2.5-pro"
                  },
                  "quotaValue": "5"
                },
                {
                  "quotaMetric": "HOSTgenerate_content_free_tier_requests",
                  "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier",
                  "quotaDimensions": {
                    "model": "gemini-2.5-pro",
                    "location": "global"
                  },
                  "quotaValue": "100"
                }
              ]
            },
            {
              "@type": "type.googleapis.com/google.rpc.RetryInfo",
              "retryDelay": "28s"
            }
          ]
        }
      }
      """
          .replace("HOST", HOST);
    }

    static String python() {
      String dict = typical429().replaceAll("\\n *", " ").strip().replace('"', '\'');
      return "429 RESOURCE_EXHAUSTED. " + dict;
    }

    static String vertex() {
      return """
      [{
        "error": {
          "code": 429,
          "message": "Resource exhausted. Please try again later.",
          "status": "RESOURCE_EXHAUSTED"
        }
      }
      ]""";
    }

    static String html502() {
      return """
      <!DOCTYPE html>
      <html lang=en>
        <meta charset=utf-8>
        <title>Error 502 (Server Error)!!1</title>
        <style>
          body { font: 15px/22px sans-serif; margin: 7% auto 0; max-width: 390px; padding: 30px }
          p { margin: 11px 0 22px; overflow: hidden }
        </style>
        <p><b>502.</b> <ins>That is an error.</ins>
        <p>The server encountered a temporary error and could not complete your request.
        <p>Please try again in 30 seconds. <ins>That is all we know.</ins>
      """;
    }

    /** A body inside the message of a body inside the message of another one, and a trace. */
    static String relay() {
      String inner = envelope("gateway.UpstreamError: google said - " + typical429());
      String outer = envelope("relay.RateLimitError: gateway said - " + inner);
      String frame = "  at relay.call(handler.js:120)\n";
      int frames = (RELAYED_CHARACTERS - outer.length()) / (frame.length() + 1);
      String trace = ", \"trace\": " + quoted(frame.repeat(frames)) + "}";
      return outer.substring(0, outer.length() - 1) + trace;
    }

    private static String envelope(String message) {
      return "{\"error\": {\"message\": " + quoted(message) + ", \"code\": \"429\"}}";
    }

    private static String quoted(String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
  }
}

package io.geminiquota.engine.usage;

import java.util.List;

/** What a field of a request means for its size, and the fields that mean it. */
enum Meaning {
  /** A string, or a list of them, that the model reads. */
  TEXT("text", "content", "prompt", "input", "system_instruction"),
  /** JSON that the model reads whole: names, strings and numbers. */
  STRUCTURE(
      "tools",
      "functions",
      "tool_calls",
      "arguments",
      "result",
      "functionCall",
      "function_call",
      "functionResponse",
      "function_response",
      "executableCode",
      "executable_code",
      "codeExecutionResult",
      "code_execution_result",
      "responseSchema",
      "response_schema",
      "response_format",
      "responseJsonSchema",
      "response_json_schema"),
  /** A medium inside a part, also in the answer of a function. */
  INLINE_MEDIUM("inlineData", "inline_data"),
  /** A medium that a part refers to. */
  MEDIUM("fileData", "file_data", "image_url", "input_audio"),
  /** What kind of medium an object is. */
  MEDIA_TYPE("mimeType", "mime_type", "format", "type"),
  /** A medium's bytes, in Base64. */
  DATA("data", "bytesBase64Encoded"),
  /** Where a medium lies; it may be a data URL. */
  ADDRESS("fileUri", "file_uri", "uri", "url", "gcsUri"),
  RESOLUTION("mediaResolution", "media_resolution"),
  MODALITIES("responseModalities", "response_modalities", "modalities"),
  CANDIDATES("candidateCount", "candidate_count"),
  SAMPLES("sampleCount", "sample_count", "n"),
  CACHE("cachedContent", "cached_content"),
  /** A list of requests that count one by one. */
  REQUESTS("requests"),
  NONE();

  private final List<String> names;

  Meaning(String... names) {
    this.names = List.of(names);
  }

  /** In every dialect of the API. */
  List<String> names() {
    return names;
  }
}

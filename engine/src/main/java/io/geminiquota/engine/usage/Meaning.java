package io.geminiquota.engine.usage;

/** What a field of a request means for its size. */
enum Meaning {
  /** A string, or a list of them, that the model reads. */
  TEXT,
  /** JSON that the model reads whole: names, strings and numbers. */
  STRUCTURE,
  /** A medium inside a part, also in the answer of a function. */
  INLINE_MEDIUM,
  /** A medium that a part refers to. */
  MEDIUM,
  /** What kind of medium an object is. */
  MEDIA_TYPE,
  /** A medium's bytes, in Base64. */
  DATA,
  /** Where a medium lies; it may be a data URL. */
  ADDRESS,
  RESOLUTION,
  MODALITIES,
  CANDIDATES,
  SAMPLES,
  CACHE,
  NONE;

  /** The meaning of a field by its name, in every dialect of the API. */
  static Meaning of(String name) {
    return switch (name) {
      case "text", "content", "prompt", "input", "system_instruction" -> TEXT;
      case "tools", "functions", "tool_calls", "arguments", "result" -> STRUCTURE;
      case "functionCall", "function_call", "functionResponse", "function_response" -> STRUCTURE;
      case "executableCode", "executable_code" -> STRUCTURE;
      case "codeExecutionResult", "code_execution_result" -> STRUCTURE;
      case "responseSchema", "response_schema", "response_format" -> STRUCTURE;
      case "responseJsonSchema", "response_json_schema" -> STRUCTURE;
      case "inlineData", "inline_data" -> INLINE_MEDIUM;
      case "fileData", "file_data", "image_url", "input_audio" -> MEDIUM;
      case "mimeType", "mime_type", "format", "type" -> MEDIA_TYPE;
      case "data", "bytesBase64Encoded" -> DATA;
      case "fileUri", "file_uri", "uri", "url", "gcsUri" -> ADDRESS;
      case "mediaResolution", "media_resolution" -> RESOLUTION;
      case "responseModalities", "response_modalities", "modalities" -> MODALITIES;
      case "candidateCount", "candidate_count" -> CANDIDATES;
      case "sampleCount", "sample_count", "n" -> SAMPLES;
      case "cachedContent", "cached_content" -> CACHE;
      default -> NONE;
    };
  }
}

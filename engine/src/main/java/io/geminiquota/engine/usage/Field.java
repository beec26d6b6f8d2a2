package io.geminiquota.engine.usage;

import java.util.ArrayList;
import java.util.List;

/**
 * A field of a request, by its name in any dialect of the API.
 *
 * @param name empty for a field that nothing is known about
 * @param meaning for the size of the request
 */
record Field(String name, Meaning meaning) {

  static final Field UNKNOWN = new Field("", Meaning.NONE);

  private static final int BUCKETS = 256;
  private static final List<List<Field>> BY_HASH = byHash();

  /** The field with a name that lies in a body. */
  static Field named(byte[] body, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + body[i];
    }
    List<Field> alike = BY_HASH.get(bucket(hash));
    for (int i = 0; i < alike.size(); i++) {
      if (alike.get(i).isNamed(body, from, to)) {
        return alike.get(i);
      }
    }
    return UNKNOWN;
  }

  private boolean isNamed(byte[] body, int from, int to) {
    if (to - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (body[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static List<List<Field>> byHash() {
    List<List<Field>> buckets = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      buckets.add(new ArrayList<>(0));
    }
    for (Field known : known()) {
      // Of ASCII, a string's own hash is that of its bytes.
      buckets.get(bucket(known.name.hashCode())).add(known);
    }
    return buckets;
  }

  private static List<Field> known() {
    List<Field> known = new ArrayList<>();
    add(known, Meaning.TEXT, "text", "content", "prompt", "input", "system_instruction");
    add(known, Meaning.STRUCTURE, "tools", "functions", "tool_calls", "arguments", "result");
    add(known, Meaning.STRUCTURE, "functionCall", "function_call");
    add(known, Meaning.STRUCTURE, "functionResponse", "function_response");
    add(known, Meaning.STRUCTURE, "executableCode", "executable_code");
    add(known, Meaning.STRUCTURE, "codeExecutionResult", "code_execution_result");
    add(known, Meaning.STRUCTURE, "responseSchema", "response_schema", "response_format");
    add(known, Meaning.STRUCTURE, "responseJsonSchema", "response_json_schema");
    add(known, Meaning.INLINE_MEDIUM, "inlineData", "inline_data");
    add(known, Meaning.MEDIUM, "fileData", "file_data", "image_url", "input_audio");
    add(known, Meaning.MEDIA_TYPE, "mimeType", "mime_type", "format", "type");
    add(known, Meaning.DATA, "data", "bytesBase64Encoded");
    add(known, Meaning.ADDRESS, "fileUri", "file_uri", "uri", "url", "gcsUri");
    add(known, Meaning.RESOLUTION, "mediaResolution", "media_resolution");
    add(known, Meaning.MODALITIES, "responseModalities", "response_modalities", "modalities");
    add(known, Meaning.CANDIDATES, "candidateCount", "candidate_count");
    add(known, Meaning.SAMPLES, "sampleCount", "sample_count", "n");
    add(known, Meaning.CACHE, "cachedContent", "cached_content");
    add(known, Meaning.REQUESTS, "requests");
    return known;
  }

  private static void add(List<Field> known, Meaning meaning, String... names) {
    for (String name : names) {
      known.add(new Field(name, meaning));
    }
  }

  private static int bucket(int hash) {
    return (hash ^ hash >>> 16) & (BUCKETS - 1);
  }
}

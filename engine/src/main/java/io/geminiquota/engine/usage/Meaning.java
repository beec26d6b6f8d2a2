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
  /** A list of requests that count one by one. */
  REQUESTS,
  NONE
}

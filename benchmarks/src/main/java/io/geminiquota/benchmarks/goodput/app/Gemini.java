package io.geminiquota.benchmarks.goodput.app;

/** Whom the application asks. */
interface Gemini extends AutoCloseable {

  /** Asks, and waits for the answer. */
  void ask(String model, String prompt);

  @Override
  void close();

  /** By the way of a job. */
  static Gemini of(Job job) {
    return job.way() == Way.MICRONAUT ? MicronautGemini.start() : SdkGemini.of(job);
  }
}

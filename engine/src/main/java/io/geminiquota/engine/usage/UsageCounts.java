package io.geminiquota.engine.usage;

/** The counts of one usage, while they are read digit by digit. */
final class UsageCounts {

  private static final long ABSENT = -1;

  /** From here on, one digit more may be too many. */
  private static final long LARGEST = (Long.MAX_VALUE - 9) / 10;

  private long prompt = ABSENT;
  private long answer;
  private long thoughts;
  private long cached;
  private long total;

  /** What the digits make so far; less than 0 if there is none, or if they are no whole number. */
  private long number = ABSENT;

  private boolean malformed;

  void clear() {
    prompt = ABSENT;
    answer = 0;
    thoughts = 0;
    cached = 0;
    total = 0;
    endNumber();
  }

  /** Takes the next character of a number. */
  void digit(byte character) {
    if (character >= '0' && character <= '9' && number <= LARGEST) {
      number = Math.max(0, number) * 10 + (character - '0');
    } else if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
      malformed = true;
    }
  }

  /** The number is complete; what is no whole number of tokens says nothing. */
  void set(AnswerField field) {
    if (number >= 0 && !malformed) {
      switch (field) {
        case PROMPT_TOKENS -> prompt = number;
        case ANSWER_TOKENS -> answer = number;
        case THOUGHT_TOKENS -> thoughts = number;
        case CACHED_TOKENS -> cached = number;
        case TOTAL_TOKENS -> total = number;
        default -> {}
      }
    }
    endNumber();
  }

  /** Whether it tells the tokens of the prompt. */
  boolean isUsage() {
    return prompt != ABSENT;
  }

  Usage usage() {
    return new Usage(prompt, answer, thoughts, cached, total);
  }

  private void endNumber() {
    number = ABSENT;
    malformed = false;
  }
}

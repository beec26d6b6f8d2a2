package io.geminiquota.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineShapeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "ENTRY ~ 2026-11-21T10:11:12.345Z  INFO 4711 --- [main] c.e.Orders : saved",
        "ENTRY ~ 2026-11-21 10:11:12,345 - app.worker - ERROR - failed",
        "ENTRY ~ [2026-11-21 10:11:12] [WARNING] failed",
        "ENTRY ~ 10:11:12.345 [main] INFO c.e.Orders - saved",
        "ENTRY ~ Nov 21 10:11:12 host-3 app[812]: saved",
        "ENTRY ~ Nov 21, 2026 10:11:12 AM c.e.Orders save",
        "ENTRY ~ 21/Nov/2026:10:11:12 +0000 GET /",
        "ENTRY ~ E1121 10:11:12.000001 7 server.go:88] failed",
        "ENTRY ~ app-1  | 2026-11-21 10:11:12.345 WARN slow",
        "ENTRY ~ SEVERE: failed",
        "ENTRY ~ [ERROR] failed",
        "ENTRY ~ 1795255872.123 failed",
        "ENTRY_INSIDE_OBJECT ~ 2026-11-21T10:11:12.345Z     \"code\": 429,",
        "ENTRY_INSIDE_OBJECT ~ 2026-11-21T10:11:12.345Z   }",
        "ENTRY_INSIDE_OBJECT ~ 2026-11-21T10:11:12.345Z   quota_dimensions {",
        "OPENING ~ com.google.genai.errors.ClientException: 429 .",
        "OPENING ~ google.api_core.exceptions.ResourceExhausted: 429",
        "OPENING ~ Error: failed",
        "OPENING ~ [API Error: failed]",
        "OPENING ~ Traceback (most recent call last):",
        "OPENING ~ HTTP/1.1 429 Too Many Requests",
        "OPENING ~ 503 UNAVAILABLE. {",
        "OPENING ~ event: error",
        "OBJECT ~ {\"error\": {",
        "OBJECT ~ [{",
        "OBJECT ~ [",
        "CAUSE ~ Caused by: java.io.IOException: failed",
        "FRAME ~ \tat c.e.Orders.save(Orders.java:12)",
        "FRAME ~ at async fetch (file:///x.js:1:2)",
        "FRAME ~ ... 23 more",
        "DATA ~ data: {}",
        "PLAIN ~ some text",
        "PLAIN ~ * Quota exceeded for metric: m, limit: 5",
        "PLAIN ~ [links {",
        "PLAIN ~ Errors are many",
      })
  void aLineIsToldByItsBeginning(LineShape shape, String line) {
    assertThat(LineShape.of(line)).isEqualTo(shape);
  }

  @Test
  void coloursAndBordersStandBeforeALine() {
    assertThat(LineShape.of("\u001b[31mERROR\u001b[0m failed")).isEqualTo(LineShape.ENTRY);
    assertThat(LineShape.of("\u2502 > {\"error\": {")).isEqualTo(LineShape.OBJECT);
  }

  @Test
  void whatIsIndentedOpensNothing() {
    assertThat(LineShape.of("  com.example.Indented: text")).isEqualTo(LineShape.PLAIN);
    assertThat(LineShape.of("")).isEqualTo(LineShape.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "a.", "[", " ", "a.b$", "at ", "\u2500", "[main] "})
  void aLineThatWouldNeedManyAttemptsTakesFew(String part) {
    assertTimeout(
        Duration.ofSeconds(1), () -> LineShape.of(part.repeat(100_000 / part.length()) + "!"));
  }
}

package io.geminiquota.engine.classify;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of {@code docs/troubleshooting} say what the classifier says. */
class TroubleshootingPagesTest {

  private static final Path PAGES = Path.of("..", "docs", "troubleshooting");
  private static final Path INDEX = PAGES.resolve("README.md");

  private static final List<String> SECTIONS =
      List.of(
          "## What it means",
          "## How it looks",
          "## What the agent does",
          "## What to do now",
          "## Common traps",
          "## Google's pages");

  /** A fenced block whose info string is a language and, for a response, its status. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "^```(?:json|html|text)(?: (\\d{3}))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @Test
  void theIndexHasOneRowForEachKindInItsOrder() throws IOException {
    List<String> rows =
        Files.readAllLines(INDEX).stream()
            .filter(line -> line.startsWith("| [`"))
            .map(row -> row.replaceFirst("^(\\|[^|]+)\\|[^|]+", "$1"))
            .toList();

    assertThat(rows).isEqualTo(Arrays.stream(Kind.values()).map(kind -> row(kind)).toList());
  }

  private static String row(Kind kind) {
    String alias = kind.alias();
    return "| [`%s`](%s) | %s | %s |"
        .formatted(kind, page(kind), waitHelps(kind), alias == null ? "-" : alias);
  }

  private static String waitHelps(Kind kind) {
    return switch (kind.retryable()) {
      case SOON -> "soon";
      case AFTER_DAILY_RESET -> "after the daily reset";
      case NEVER -> "never";
    };
  }

  @Test
  void thereIsAPageForEachKindAndNoOther() throws IOException {
    Set<String> expected =
        Stream.concat(Stream.of("README.md"), Arrays.stream(Kind.values()).map(kind -> page(kind)))
            .collect(toSet());
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyPageHasTheSameSectionsAndNoneIsEmpty(Kind kind) {
    String text = read(PAGES.resolve(page(kind)));

    assertThat(text.lines().filter(line -> line.startsWith("#")))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("# " + kind), SECTIONS.stream()).toList());
    assertThat(text.split("(?m)^## .*$")).allSatisfy(section -> assertThat(section).isNotBlank());
    assertThat(section(text, "## What to do now")).startsWith("1. ").contains("\n2. ");
    assertThat(section(text, "## Google's pages")).contains("](https://");
    assertThat(section(text, "## What the agent does")).contains("](../decisions.md)");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theExamplesOfAPageAreOfItsKind(Kind kind) {
    String looks = section(read(PAGES.resolve(page(kind))), "## How it looks");
    Matcher example = EXAMPLE.matcher(looks);
    int examples = 0;
    while (example.find()) {
      examples++;
      int status = example.group(1) == null ? 0 : Integer.parseInt(example.group(1));
      assertThat(Classifier.classify(status, example.group(2)).kind())
          .as(example.group(2))
          .isEqualTo(kind);
    }
    assertThat(examples).isPositive().isEqualTo(looks.split("(?m)^```$", -1).length - 1);
  }

  static Stream<Path> pages() {
    return Stream.concat(
        Stream.of(INDEX), Arrays.stream(Kind.values()).map(kind -> PAGES.resolve(page(kind))));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) {
    Matcher link = LINK.matcher(read(page));
    while (link.find()) {
      String target = link.group(1);
      if (!target.startsWith("https://")) {
        assertThat(PAGES.resolve(target)).as(link.group()).isRegularFile();
      }
    }
  }

  /** An address that moves is then changed in both places. */
  @Test
  void theDocumentationThatTheAdviceNamesIsOnThePages() {
    String all = pages().map(TroubleshootingPagesTest::read).collect(joining());
    for (String address :
        List.of(
            Pages.RATE_LIMITS,
            Pages.TROUBLESHOOTING,
            Pages.MODELS,
            Pages.REGIONS,
            Pages.BATCH,
            Pages.CACHING,
            Pages.FILES,
            Pages.VERTEX_429,
            Pages.USER_CREDENTIALS,
            Pages.KEYS,
            Pages.TIERS,
            Pages.CREDITS,
            Pages.STATUS,
            Pages.limits(null),
            Pages.spend(null),
            Pages.quotas(null),
            Pages.permissions(null),
            Pages.credentials(null),
            Pages.billing(null),
            Pages.apis(null))) {
      assertThat(all).contains("](" + address + ")");
    }
  }

  private static String page(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md";
  }

  /** What stands under a heading. */
  private static String section(String text, String heading) {
    int start = text.indexOf(heading + "\n") + heading.length();
    int end = text.indexOf("\n## ", start);
    return text.substring(start, end < 0 ? text.length() : end).strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

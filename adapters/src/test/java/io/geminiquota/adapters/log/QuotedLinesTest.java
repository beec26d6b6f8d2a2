package io.geminiquota.adapters.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.GovernedCall;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.limit.Admission;
import io.geminiquota.engine.limit.Place;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.SameProject;
import io.geminiquota.engine.policy.SettingsReader;
import io.geminiquota.engine.route.GeminiCall;
import io.geminiquota.engine.route.Latitude;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.geminiquota.engine.usage.RequestSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each line that docs/observability.md quotes is one that is printed, and each kind is quoted. */
class QuotedLinesTest {

  private static final Path PAGE = Path.of("../docs/observability.md");
  private static final String PREFIX = "gemini-quota: ";
  private static final String MY_PROJECT = "my-project";
  private static final String RATE =
      """
      {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "You exceeded your current
       quota, please check your plan and billing details. Please retry in 12.3s.", "details": [
       {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [{
        "quotaMetric": "generativelanguage.googleapis.com/generate_content_free_tier_requests",
        "quotaId": "GenerateRequestsPer%sPerProjectPerModel-FreeTier",
        "quotaDimensions": {"location": "global", "model": "gemini-2.5-flash"},
        "quotaValue": "%d"}]},
       {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "%ss"}]}}
      """;

  private final HandTurnedClock clock = new HandTurnedClock();
  private final List<String> printed = new ArrayList<>();
  private final CallLog calls = new CallLog(clock, clock, printed::add);
  private final TimeZone zone = TimeZone.getDefault();

  @BeforeEach
  void readersLiveInBerlin() {
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
  }

  @AfterEach
  void goHome() {
    TimeZone.setDefault(zone);
  }

  @Test
  void allQuotedLinesArePrintedAndAllKindsAreQuoted() throws IOException {
    aMinuteIsFull();
    aDayIsUsedUp("max-wait=1d");
    aDayIsUsedUp("max-wait=10m");
    aDayComesToItsEnd();
    aCallGoesAnotherWay();
    twoKeysAreOfOneProject();
    clock.pass(Duration.ofHours(1));

    List<String> quoted =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith(PREFIX)).toList();
    if (quoted.isEmpty()
        || !printed.containsAll(
            quoted.stream().map(line -> line.substring(PREFIX.length())).toList())) {
      printed.forEach(line -> System.out.println(PREFIX + line));
    }
    assertThat(printed)
        .containsAll(quoted.stream().map(l -> l.substring(PREFIX.length())).toList());
    assertThat(quoted)
        .anyMatch(line -> line.contains("decision=retry") && line.contains("text=\"Waits"))
        .anyMatch(line -> line.contains("decision=retry") && line.contains("text=\"Held until"))
        .anyMatch(line -> line.contains("decision=give-up"))
        .anyMatch(line -> line.contains("decision=not-sent"))
        .anyMatch(line -> line.contains(" more="))
        .anyMatch(line -> line.contains("cause=reached percent=90") || line.contains("percent=90"))
        .anyMatch(line -> line.contains("cause=forecast"))
        .anyMatch(line -> line.contains("event=call-rerouted"))
        .anyMatch(line -> line.contains("event=same-project"));
  }

  /** 42 attempts are turned away, each call waits and is sent again. */
  private void aMinuteIsFull() {
    Governor governor = governor("");
    for (int i = 0; i < 42; i++) {
      fail(sent(governor), RATE.formatted("Minute", 10, "12.3"));
      clock.pass(Duration.ofSeconds(13));
    }
    clock.pass(Duration.ofHours(1));
  }

  private void aDayIsUsedUp(String settings) {
    Governor governor = governor(settings);
    fail(sent(governor), RATE.formatted("Day", 250, "31000"));
    GovernedCall next = begin(governor);
    if (next.admit(turn()) == Admission.REFUSED) {
      next.refusal();
    }
    clock.pass(Duration.ofHours(1));
  }

  /** An even load that uses 4 % of the quota in an hour, and then 8 %. */
  private void aDayComesToItsEnd() {
    Governor governor = governor("rpd=1000");
    governor.tell(
        new QuotaObserver() {
          @Override
          public void alert(QuotaAlert alert) {
            printed.add(AlertLine.of(alert));
          }
        });
    while (printed.stream().noneMatch(line -> line.contains("percent=100"))) {
      GovernedCall call = begin(governor);
      if (call.admit(turn()) == Admission.ADMITTED) {
        call.left();
        call.succeeded(200);
        call.finished();
      }
      clock.pass(Duration.ofSeconds(75));
    }
  }

  private void aCallGoesAnotherWay() {
    Governor governor = governor("fallback=gemini-2.0-flash");
    GovernedCall call = sent(governor, MY_PROJECT, thinking());
    call.failing(429);
    call.failed(429, null, RATE.formatted("Day", 250, "31000"));
    assertThat(call.admit(turn())).isEqualTo(Admission.ADMITTED);
    call.cancelled();
  }

  private void twoKeysAreOfOneProject() {
    Governor governor = governor("");
    governor.tell(
        new QuotaObserver() {
          @Override
          public void sameProject(SameProject same) {
            printed.add(SameProjectLine.of(same));
          }
        });
    for (String project : List.of(MY_PROJECT, "key-62af8704")) {
      fail(
          sent(governor, project, Latitude.none()),
          """
          {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": "Quota exceeded.",
           "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "RATE_LIMIT_EXCEEDED", "domain": "googleapis.com",
            "metadata": {"consumer": "projects/123456789012"}}]}}
          """);
    }
    clock.pass(Duration.ofSeconds(1));
  }

  /** Of a request that says how much the model is to think. */
  private static Latitude thinking() {
    return new Latitude() {
      @Override
      public boolean toOtherProject() {
        return true;
      }

      @Override
      public boolean isUnderstoodBy(Service service) {
        return true;
      }

      @Override
      public List<String> leftOutFor(String model) {
        return List.of("generationConfig.thinkingConfig");
      }
    };
  }

  private Governor governor(String settings) {
    return new Governor(
        SettingsReader.read(settings, Map.of(), Map.of()).settings(), clock, clock, new Random(1));
  }

  private GovernedCall begin(Governor governor) {
    return begin(governor, MY_PROJECT, Latitude.none());
  }

  private GovernedCall begin(Governor governor, String project, Latitude latitude) {
    GeminiCall call =
        new GeminiCall(
            Service.GEMINI,
            new Route(project, "gemini-2.5-flash", "https://example.com"),
            "key-01234567",
            Operation.GENERATE_CONTENT,
            false,
            true);
    return governor.begin(call, RequestSize.UNKNOWN, latitude, Duration.ofDays(2), null, calls);
  }

  private GovernedCall sent(Governor governor) {
    return sent(governor, MY_PROJECT, Latitude.none());
  }

  private GovernedCall sent(Governor governor, String project, Latitude latitude) {
    GovernedCall call = begin(governor, project, latitude);
    assertThat(call.admit(turn())).isEqualTo(Admission.ADMITTED);
    call.left();
    return call;
  }

  private static void fail(GovernedCall call, String body) {
    call.failing(429);
    call.failed(429, null, body);
    call.cancelled();
  }

  private static Place.Turn turn() {
    return new Place.Turn() {
      @Override
      public void admitted() {}

      @Override
      public void refused() {}
    };
  }
}

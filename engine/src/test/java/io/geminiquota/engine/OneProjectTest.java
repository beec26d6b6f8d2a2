package io.geminiquota.engine;

import static io.geminiquota.engine.VirtualProjects.MODEL;
import static io.geminiquota.engine.VirtualProjects.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.SameProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two keys that turn out to be one project's. */
class OneProjectTest {

  private final List<SameProject> news = new ArrayList<>();

  @Test
  void keysOfOneProjectAreFoundOutByItsNameInErrorsAndPacedAsOne() {
    VirtualProjects site =
        new VirtualProjects(
            "max-wait=1d", List.of(project("b", 1)), List.of(), 1, Duration.ofMillis(200));
    site.governor.tell(
        new QuotaObserver() {
          @Override
          public void sameProject(SameProject same) {
            news.add(same);
          }
        });
    VirtualServer one = new VirtualServer(site.time, 30, Duration.ofMinutes(1), true);
    site.answers("own", MODEL, call -> named(one.receive(call), "projects/123456"));
    site.answers("b", MODEL, call -> named(one.receive(call), "project_number:123456"));
    site.calls.fromThreads(1_000, 40);
    site.time.advance(Duration.ofMinutes(5));
    int rejected = one.rejected();
    int before = site.calls.succeededAt.size();
    site.time.advance(Duration.ofMinutes(10));
    assertThat(news)
        .singleElement()
        .satisfies(
            same -> {
              assertThat(List.of(same.project(), same.others().get(0)))
                  .containsExactlyInAnyOrder("own", "b");
              assertThat(same.text()).contains("123456").contains("gains nothing");
            });
    assertThat(one.rejected() - rejected).as("paced as one").isLessThanOrEqualTo(2);
    assertThat(site.calls.succeededAt.size() - before).isGreaterThanOrEqualTo(290);
    assertThat(site.calls.failures).isEmpty();
  }

  /**
   * The same error, with the project that Google knows the key of, as one of its errors writes it.
   */
  static VirtualBackend.Failure named(VirtualBackend.Failure failure, String consumer) {
    return failure == null
        ? null
        : new VirtualBackend.Failure(
            failure.status(),
            failure
                .body()
                .replace(
                    "\"details\": [",
                    "\"details\": [{\"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\","
                        + " \"reason\": \"RATE_LIMIT_EXCEEDED\", \"domain\": \"googleapis.com\","
                        + " \"metadata\": {\"consumer\": \""
                        + consumer
                        + "\"}},"));
  }
}

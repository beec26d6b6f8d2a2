package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.SecretReference.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSettingsTest {

  @Test
  void withoutThemNothingIsShared() {
    assertThat(read("").settings().cluster()).isEqualTo(ClusterSettings.none());
    assertThat(read("").settings().cluster().isShared()).isFalse();
    assertThat(read("cluster=false").settings().cluster().isShared()).isFalse();
  }

  @Test
  void allOfThemAreRead() {
    ClusterSettings cluster =
        read("cluster=rediss://quota@redis:6380,cluster-password=env:STORE,cluster-prefix=staging,"
                + "cluster-members=9,cluster-timeout=100ms,cluster-jar=/opt/cluster.jar")
            .settings()
            .cluster();
    assertThat(cluster)
        .isEqualTo(
            new ClusterSettings(
                "rediss://quota@redis:6380",
                new SecretReference(Kind.ENVIRONMENT, "STORE"),
                "staging",
                9,
                Duration.ofMillis(100),
                "/opt/cluster.jar"));
    assertThat(cluster.isByConnection()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "Redis", "true"})
  void theConnectionOfTheApplicationHasAName(String written) {
    assertThat(read("cluster=" + written).settings().cluster().isByConnection()).isTrue();
  }

  @Test
  void severalServersAreOneSettingAmongAgentArgumentsToo() {
    assertThat(read("cluster=redis-sentinel://a:1,b:2#main,rpm=60").settings().cluster().store())
        .isEqualTo("redis-sentinel://a:1,b:2#main");
  }

  @ParameterizedTest
  @CsvSource({
    "cluster=localhost:6379",
    "cluster=redis:",
    "cluster=yes",
    "cluster-prefix={tag}",
    "cluster-members=0",
    "cluster-timeout=1ms",
    "cluster-jar=cluster.jar",
    "cluster-password=env:NOT_SET"
  })
  void whatCannotBeIsOneLineAndNotUsed(String argument) {
    SettingsReader.Result read = read(argument);
    assertThat(read.problems()).singleElement().asString().contains("ignored");
    assertThat(read.settings().cluster()).isEqualTo(ClusterSettings.none());
  }

  @Test
  void aPasswordIsNeverShown() {
    SettingsReader.Result read =
        read("cluster=redis://user:hush@redis:6379,cluster-timeout=1ms,cluster-password=hush hush");
    assertThat(read.settings().cluster().toString()).contains("redis:6379").doesNotContain("hush");
    assertThat(read.settings().cluster().storeToShow()).isEqualTo("redis://redis:6379");
    assertThat(read.problems()).hasSize(2).noneMatch(line -> line.contains("hush"));
  }

  private static SettingsReader.Result read(String arguments) {
    return SettingsReader.read(arguments, Map.of(), Map.of("STORE", "secret"));
  }
}

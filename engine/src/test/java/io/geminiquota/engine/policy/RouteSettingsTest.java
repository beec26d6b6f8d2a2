package io.geminiquota.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.geminiquota.engine.route.Backend;
import io.geminiquota.engine.route.SecretReference;
import io.geminiquota.engine.route.SecretReference.Kind;
import io.geminiquota.engine.route.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How users name other ways: models, projects, a relay. */
class RouteSettingsTest {

  private static final String GEMINI = "https://generativelanguage.googleapis.com";
  private static final Map<String, String> ENVIRONMENT =
      Map.of("A", "secret-of-a", "B", "secret-of-b", "SAME", "secret-of-a", "EMPTY", " ");

  @Test
  void aProjectIsAnotherWayAsSoonAsItHasAKey() {
    assertThat(backends("projects.team-a.key=env:A"))
        .containsExactly(
            new Backend(
                "team-a",
                "team-a",
                Service.GEMINI,
                GEMINI,
                null,
                new SecretReference(Kind.ENVIRONMENT, "A"),
                false,
                1,
                false));
  }

  @Test
  void aTokenIsForVertex() {
    assertThat(
            backends(
                "projects.team-a.token=env:A,projects.team-a.location=europe-west4,"
                    + "projects.team-a.weight=1000,projects.team-a.id=example.com:shop"))
        .containsExactly(
            new Backend(
                "team-a",
                "example.com:shop",
                Service.VERTEX,
                "https://europe-west4-aiplatform.googleapis.com",
                "europe-west4",
                new SecretReference(Kind.ENVIRONMENT, "A"),
                true,
                1000,
                false));
  }

  @ParameterizedTest
  @CsvSource({
    "global, https://aiplatform.googleapis.com",
    "us-central1, https://us-central1-aiplatform.googleapis.com",
    "eu, https://aiplatform.eu.rep.googleapis.com"
  })
  void vertexIsAskedWhereItIs(String location, String server) {
    assertThat(
            backends(
                "projects.a.key=k-1,projects.a.service=vertex,projects.a.location=" + location))
        .singleElement()
        .satisfies(
            backend -> {
              assertThat(backend.baseUrl()).isEqualTo(server);
              assertThat(backend.location()).isEqualTo(location);
              assertThat(backend.bearer()).isFalse();
            });
  }

  @Test
  void theRelayComesLastAndIsTheLastResort() {
    assertThat(
            backends(
                "projects.z.key=z-1,relay.base-url=http://localhost:8080/gemini/,relay.key=r-1"))
        .last()
        .isEqualTo(
            new Backend(
                "relay",
                "relay",
                Service.UNKNOWN,
                "http://localhost:8080/gemini",
                null,
                new SecretReference(Kind.LITERAL, "r-1"),
                false,
                1,
                true));
  }

  @Test
  void theRelayHasTheLimitsOfTheProjectThatItIsGiven() {
    Settings settings =
        accepted(
            "relay.base-url=https://relay.example.com,relay.key=r-1,relay.project=shared,"
                + "projects.shared.rpm=7");
    assertThat(settings.routes().backends().get(0).project()).isEqualTo("shared");
    assertThat(settings.limitsOf("shared", "gemini-2.5-pro").of(LimitName.RPM)).isEqualTo(7);
  }

  @Test
  void theEnvironmentNamesProjectsInAllLettersThatTheirIdsHave() {
    Settings settings =
        SettingsReader.read(
                null,
                Map.of(),
                Map.of(
                    "GEMINI_QUOTA_PROJECTS_TEAM_A_7_KEY", "k-1",
                    "GEMINI_QUOTA_PROJECTS_TEAM_A_7_WEIGHT", "3",
                    "GEMINI_QUOTA_PROJECTS_TEAM_A_7_BASE_URL", "http://127.0.0.1:1",
                    "GEMINI_QUOTA_RELAY_BASE_URL", "http://127.0.0.1:2",
                    "GEMINI_QUOTA_RELAY_KEY", "r-1"))
            .settings();
    assertThat(settings.routes().backends())
        .extracting(Backend::name, Backend::project, Backend::weight, Backend::baseUrl)
        .containsExactly(
            tuple("team-a-7", "team-a-7", 3, "http://127.0.0.1:1"),
            tuple("relay", "relay", 1, "http://127.0.0.1:2"));
  }

  @Test
  void limitsFollowAProjectToItsId() {
    Settings settings =
        accepted(
            "projects.shop.id=example.com:shop-1,projects.shop.key=k-1,projects.shop.rpm=60,"
                + "projects.shop.models.gemini-2.5-pro.rpm=5,projects.shop-2.rpm=9,project=shop");
    assertThat(settings.project()).isEqualTo("example.com:shop-1");
    assertThat(settings.limitsOf("example.com:shop-1", "any").of(LimitName.RPM)).isEqualTo(60);
    assertThat(settings.limitsOf("example.com:shop-1", "gemini-2.5-pro").of(LimitName.RPM))
        .isEqualTo(5);
    assertThat(settings.limitsOf("shop-2", "any").of(LimitName.RPM)).isEqualTo(9);
  }

  @Test
  void aListOfModelsHoldsForOneOrForAllThatHaveNone() {
    RouteSettings routes =
        accepted(
                "fallback=gemini-3-flash,gemini-2.5-flash,"
                    + "models.gemini-2.5-pro.fallback=models/gemini-3-pro , gemini-flash-latest,"
                    + "models.gemini-2.0-flash.fallback=none,fallback-after=0s")
            .routes();
    assertThat(routes.fallbacksOf("gemini-2.5-pro"))
        .containsExactly("gemini-3-pro", "gemini-flash-latest");
    assertThat(routes.fallbacksOf("gemini-2.0-flash")).isEmpty();
    assertThat(routes.fallbacksOf("gemini-3-pro"))
        .containsExactly("gemini-3-flash", "gemini-2.5-flash");
    assertThat(routes.fallbacksOf("gemini-3-flash")).containsExactly("gemini-2.5-flash");
    assertThat(routes.fallbackAfter()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,,b | has an empty name | a,b",
        "a,b,A | names A twice | a,b",
        "a,gemini_2.5-PRO | has what is no name of a model, names the model itself | a",
        "a,gemini-2.5-pro | names the model itself | a",
        "a,none | has none beside others | a",
        "m1,m2,m3,m4,m5,m6,m7,m8,m9,m10,m11 | is longer than 10 | m1,m2,m3,m4,m5,m6,m7,m8,m9,m10",
        ", | has an empty name | the next place"
      })
  void whatIsWrongInAListIsOneLineAndTheRestHolds(String list, String fault, String instead) {
    SettingsReader.Result read =
        SettingsReader.read(
            null, Map.of("gemini.quota.models.gemini-2.5-pro.fallback", list), Map.of());
    assertThat(read.problems())
        .filteredOn(line -> line.contains("ignored"))
        .singleElement()
        .asString()
        .contains("models.gemini-2.5-pro.fallback=", "(system property)")
        .contains(fault.substring(fault.lastIndexOf(", ") + 1).strip())
        .contains("used instead: " + instead);
  }

  @Test
  void anUnknownModelIsARemarkAndUsed() {
    SettingsReader.Result read =
        SettingsReader.read("fallback=gemini-25-flash,gpt-9,gpt-9x", Map.of(), Map.of());
    assertThat(read.settings().routes().fallback())
        .containsExactly("gemini-25-flash", "gpt-9", "gpt-9x");
    assertThat(read.problems())
        .containsExactly(
            "fallback names gemini-25-flash, which was no known model when this version was built;"
                + " did you mean gemini-2.5-flash?: used as it is",
            "fallback names gpt-9, which was no known model when this version was built: used as"
                + " it is",
            "fallback names gpt-9x, which was no known model when this version was built: used as"
                + " it is");
    assertThat(
            SettingsReader.require(
                    List.of(found("gemini.quota.fallback", "gpt-9")), Surroundings.of(Map.of()))
                .problems())
        .hasSize(1);
  }

  @Test
  void aCircleIsOneRemarkAndUsed() {
    SettingsReader.Result read =
        SettingsReader.read(
            "models.gemini-3-pro.fallback=gemini-3-flash,"
                + "models.gemini-3-flash.fallback=gemini-2.5-flash,"
                + "models.gemini-2.5-flash.fallback=gemini-3-pro,"
                + "models.gemini-2.0-flash.fallback=gemini-3-pro",
            Map.of(),
            Map.of());
    assertThat(read.problems())
        .containsExactly(
            "the lists of models.gemini-2-5-flash.fallback, models.gemini-3-pro.fallback,"
                + " models.gemini-3-flash.fallback name each other in a circle: used as they are,"
                + " because a call asks each model of the list of its own model once, and follows"
                + " no other list");
    assertThat(read.settings().routes().fallbacksOf("gemini-3-pro"))
        .containsExactly("gemini-3-flash");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "projects.a.weight=2|of use without projects.a.key or projects.a.token",
        "projects.a.service=vertex,projects.a.location=eu|of use without projects.a.key",
        "projects.a.key=env:NOBODY|because the environment variable NOBODY is not set",
        "projects.a.key=env:EMPTY|because the environment variable EMPTY is not set",
        "projects.a.key=env:two words|env:NAME, file:/absolute/path",
        "projects.a.key=file:relative|env:NAME, file:/absolute/path",
        "projects.a.key=${TEAM_A_KEY}|env:NAME, file:/absolute/path",
        "projects.a.key=/run/secrets/a|env:NAME, file:/absolute/path",
        "projects.a.key=|env:NAME, file:/absolute/path",
        "projects.relay.key=k-1|relay is the relay's own name",
        "relay.base-url=http://r|of use without relay.key",
        "relay.key=r-1|of use without relay.base-url",
        "relay.project=p|of use without relay.base-url and relay.key",
        "relay.base-url=ftp://r,relay.key=r-1|an http or https URL",
        "relay.base-url=http://u:p@r,relay.key=r-1|an http or https URL",
        "relay.base-url=http://r?key=r-2,relay.key=r-1|an http or https URL"
      })
  void aWayThatCannotBeUsedIsOneLineAndNotThere(String arguments, String why) {
    SettingsReader.Result read = SettingsReader.read(arguments, Map.of(), ENVIRONMENT);
    assertThat(read.settings().routes().backends()).isEmpty();
    assertThat(read.problems())
        .singleElement()
        .asString()
        .contains(why, "agent argument", "used instead")
        .doesNotContain("k-1", "r-1", "r-2", "u:p");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "weight=0 | a whole number from 1 to 1000",
        "weight=1001 | a whole number from 1 to 1000",
        "service=openai | gemini or vertex",
        "location=eu | of use without Vertex AI",
        "base-url=localhost | an http or https URL",
        "token=env:B | of use beside a key",
        "id=my project | a project id or number"
      })
  void aWrongPartOfAWayIsOneLineAndTheWayIsThere(String part, String why) {
    SettingsReader.Result read =
        SettingsReader.read("projects.a.key=env:A,projects.a." + part, Map.of(), ENVIRONMENT);
    assertThat(read.settings().routes().backends()).hasSize(1);
    assertThat(read.problems()).singleElement().asString().contains("projects.a.", why);
  }

  @Test
  void aTokenIsNotForTheDeveloperApi() {
    SettingsReader.Result read =
        SettingsReader.read(
            "projects.a.token=env:A,projects.a.service=gemini", Map.of(), ENVIRONMENT);
    assertThat(read.settings().routes().backends().get(0).service()).isEqualTo(Service.VERTEX);
    assertThat(read.problems()).singleElement().asString().contains("used instead: vertex");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects.a.key=env:A,projects.b.key=env:A",
        "projects.a.key=env:A,projects.b.key=env:SAME",
        "projects.a.key=env:A,projects.b.key=secret-of-a",
        "projects.a.key=secret-of-a,projects.b.key=secret-of-a",
        "projects.a.key=env:A,projects.b.key=env:B,projects.b.id=a",
        "projects.a.key=env:A,projects.a.id=p,projects.b.key=env:B,projects.b.id=p"
      })
  void twoKeysOfOneProjectGainNothing(String arguments) {
    SettingsReader.Result read = SettingsReader.read(arguments, Map.of(), ENVIRONMENT);
    assertThat(read.settings().routes().backends()).extracting(Backend::name).containsExactly("a");
    assertThat(read.problems())
        .singleElement()
        .asString()
        .contains("projects.b.key=(not shown)", "taking turns gains nothing")
        .contains("used instead: projects.a")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects.a.key=env:A,projects.b.key=env:A,projects.b.service=vertex,projects.b.id=a",
        "projects.a.token=env:A,projects.b.token=env:A",
        "projects.a.key=env:A,projects.b.key=env:A,projects.b.base-url=http://127.0.0.1:1"
      })
  void theSameCredentialElsewhereIsAnotherQuota(String arguments) {
    SettingsReader.Result read = SettingsReader.read(arguments, Map.of(), ENVIRONMENT);
    assertThat(read.problems()).isEmpty();
    assertThat(read.settings().routes().backends()).hasSize(2);
  }

  @Test
  void aFileMayComeLater() {
    String file = "projects.a.key=file:/run/secrets/a";
    SettingsReader.Result missing = read(file, null);
    assertThat(missing.settings().routes().backends()).hasSize(1);
    assertThat(missing.problems())
        .singleElement()
        .asString()
        .contains("the file /run/secrets/a holds none, or cannot be read", "until");
    assertThat(read(file, "content").problems()).isEmpty();
  }

  @Test
  void aFrameworkDoesNotStartWithAWayThatCannotBeUsed() {
    assertThatThrownBy(
            () ->
                SettingsReader.require(
                    List.of(
                        found("gemini.quota.projects.a.weight", "2"),
                        found("gemini.quota.projects.b.key", "env:NOBODY")),
                    Surroundings.of(Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "gemini.quota.projects.a.weight=2 (application.yml) is not of use without"
                + " projects.a.key or projects.a.token")
        .hasMessageContaining("the environment variable NOBODY is not set");
  }

  @Test
  void theCacheIsOffUnlessSaidOtherwise() {
    assertThat(accepted("").cache()).isEqualTo(CacheSettings.none());
    CacheSettings cache =
        accepted(
                "cache=24h,models.gemini-2.5-pro.cache=0s,cache-sampled=true,cache-memory=1GB,"
                    + "cache-dir=/var/cache/quota")
            .cache();
    assertThat(cache)
        .isEqualTo(
            new CacheSettings(
                Duration.ofHours(24),
                Map.of("gemini-2-5-pro", Duration.ZERO),
                true,
                1L << 30,
                "/var/cache/quota"));
  }

  @ParameterizedTest
  @CsvSource({
    "1KB,1024",
    "65536,65536",
    "64MB,67108864",
    "64 mb,67108864",
    "2g,2147483648",
    "1024GB,1099511627776",
    "1023,",
    "1025GB,",
    "9999999999999GB,",
    "64MiB,",
    "1.5GB,",
    "much,"
  })
  void aSizeIsInBytesOrUnitsOf1024(String text, @Nullable Long bytes) {
    assertThat(ValueText.size(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache=31d", "cache=on", "cache-memory=0", "cache-dir=relative"})
  void aWrongCacheIsOneLineAndTheDefaultHolds(String argument) {
    SettingsReader.Result read = SettingsReader.read(argument, Map.of(), Map.of());
    assertThat(read.settings()).isEqualTo(Settings.defaults());
    assertThat(read.problems()).singleElement().asString().contains(argument);
  }

  @Test
  void aDirectoryThatTakesNoFilesIsOneLineAndAnswersStayInMemory() {
    SettingsReader.Result read = read("cache=1h,cache-dir=/proc/quota", null);
    assertThat(read.settings().cache().directory()).isNull();
    assertThat(read.settings().cache().keep()).isEqualTo(Duration.ofHours(1));
    assertThat(read.problems())
        .containsExactly(
            "cache-dir=/proc/quota (agent argument) is not a directory that this process can write"
                + " in, or make: ignored; used instead: answers are kept in memory");
  }

  /** Where files have some content, or cannot be read, and no directory takes any. */
  private static SettingsReader.Result read(String arguments, @Nullable String content) {
    return SettingsReader.read(
        arguments,
        Map.of(),
        Map.of(),
        Map.of(),
        new Surroundings() {
          @Override
          public @Nullable String secret(SecretReference reference) {
            return content;
          }

          @Override
          public boolean takesFiles(String directory) {
            return false;
          }
        });
  }

  private static List<Backend> backends(String arguments) {
    return accepted(arguments).routes().backends();
  }

  private static Settings accepted(String arguments) {
    SettingsReader.Result read = SettingsReader.read(arguments, Map.of(), ENVIRONMENT);
    assertThat(read.problems()).isEmpty();
    return read.settings();
  }

  private static FoundSetting found(String property, String value) {
    return new FoundSetting(property, value, property, "application.yml");
  }
}

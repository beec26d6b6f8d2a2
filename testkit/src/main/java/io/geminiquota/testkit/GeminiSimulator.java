package io.geminiquota.testkit;

import io.geminiquota.testkit.http.LoopbackServer;
import io.geminiquota.testkit.quota.Calendar;
import io.geminiquota.testkit.quota.LimitTable;
import io.geminiquota.testkit.quota.QuotaBook;
import io.geminiquota.testkit.quota.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Gemini on 127.0.0.1 that enforces its quotas exactly and fails in the real service's own words:
 * the Gemini API, Vertex AI, the Interactions API and the OpenAI-compatible one. Quotas hold for a
 * model in a project, whatever API the requests come through. Thread-safe.
 *
 * <p>What counts: every request that a quota admits, also when a random 503 answers it; of a batch
 * embedding, each text. What does not: counting tokens, batch jobs, listing models, scripted
 * answers, and requests without good credentials or with a broken body. Keys that begin with {@code
 * invalid} are invalid.
 *
 * <p>Input tokens are estimated: four characters of text make one, an inline medium makes 258.
 */
public final class GeminiSimulator implements AutoCloseable {

  private final Simulation simulation;
  private final LoopbackServer server;

  private GeminiSimulator(Simulation simulation, LoopbackServer server) {
    this.simulation = simulation;
    this.server = server;
  }

  /** A simulator without any quota, on a free port, unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** Its address, such as {@code http://127.0.0.1:40123}, without a slash at the end. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** From now on a model answers so, in every project, past all quotas. */
  public void script(String model, Answer always) {
    simulation.always(model, always);
  }

  /** A model's next answers, in this order; then its quotas decide again. */
  public void script(String model, Answer first, Answer second, Answer... more) {
    List<Answer> answers = new ArrayList<>(List.of(first, second));
    answers.addAll(List.of(more));
    simulation.inOrder(model, answers);
  }

  /** New quotas for every model without quotas of its own. What was used stays used. */
  public void changeLimits(QuotaLimits limits) {
    simulation.changeLimits(table -> table.set(limits));
  }

  /**
   * New quotas for one model in every project that has none of its own for it. What was used stays
   * used.
   */
  public void changeLimits(String model, QuotaLimits limits) {
    simulation.changeLimits(table -> table.set(model, limits));
  }

  /** New quotas for one model in one project. What was used stays used. */
  public void changeLimits(String project, String model, QuotaLimits limits) {
    simulation.changeLimits(table -> table.set(project, model, limits));
  }

  /** All requests so far, in the order of their arrival; those that are being answered, too. */
  public List<RequestRecord> requests() {
    return simulation.log().snapshot();
  }

  /** Empties the log. Quotas remember. */
  public void forgetRequests() {
    simulation.log().forget();
  }

  /** Stops at once. Answers that were on their way are cut off. */
  @Override
  public void close() {
    server.close();
  }

  /** How a simulator shall be. Each method gives the same builder back. */
  public static final class Builder {

    private int port;
    private Duration minute = Duration.ofSeconds(60);
    private Optional<Duration> day = Optional.empty();
    private Windows windows = Windows.ROLLING;
    private RejectedRequests rejectedRequests = RejectedRequests.NOT_COUNTED;
    private Tier tier = Tier.FREE;
    private final LimitTable limits = new LimitTable();
    private final Map<String, String> projectByKey = new HashMap<>();
    private Duration minLatency = Duration.ZERO;
    private Duration maxLatency = Duration.ZERO;
    private double unavailableShare;
    private long seed;
    private Consumer<RequestRecord> listener = request -> {};

    private Builder() {}

    /** The port to listen on; 0, the default, for any free one. */
    public Builder port(int port) {
      check(port >= 0 && port <= 65_535, "port is " + port + ", but ports go from 0 to 65535");
      this.port = port;
      return this;
    }

    /** How long a quota minute is; 60 seconds by default. */
    public Builder minute(Duration minute) {
      this.minute = positive("minute", minute);
      return this;
    }

    /**
     * How long a quota day is, beginning with the simulator. By default it ends at the next
     * midnight of America/Los_Angeles.
     */
    public Builder day(Duration day) {
      this.day = Optional.of(positive("day", day));
      return this;
    }

    /** How the quota minute moves on; {@link Windows#ROLLING} by default. */
    public Builder windows(Windows windows) {
      this.windows = windows;
      return this;
    }

    /** Whether rejected requests use up quota; {@link RejectedRequests#NOT_COUNTED} by default. */
    public Builder rejectedRequests(RejectedRequests rejectedRequests) {
      this.rejectedRequests = rejectedRequests;
      return this;
    }

    /** By which names errors call quotas; {@link Tier#FREE} by default. */
    public Builder tier(Tier tier) {
      this.tier = tier;
      return this;
    }

    /** The quotas of every model that has none of its own, in each project; none by default. */
    public Builder limits(QuotaLimits limits) {
      this.limits.set(limits);
      return this;
    }

    /** The quotas of one model, in each project: all of them, nothing is inherited. */
    public Builder limits(String model, QuotaLimits limits) {
      this.limits.set(model, limits);
      return this;
    }

    /**
     * The quotas of one model in one project, before those of the model: all of them, nothing is
     * inherited.
     */
    public Builder limits(String project, String model, QuotaLimits limits) {
      this.limits.set(project, model, limits);
      return this;
    }

    /**
     * Says which project a key or token belongs to; several may belong to one. An unknown key is a
     * project of its own, named {@code key-1}, {@code key-2}, ... in the order of appearance. A
     * Vertex AI path that names a project overrides this.
     */
    public Builder project(String key, String project) {
      projectByKey.put(key, project);
      return this;
    }

    /** How long an admitted request takes to be answered: drawn evenly; 0 by default. */
    public Builder latency(Duration min, Duration max) {
      check(
          !min.isNegative() && min.compareTo(max) <= 0,
          "latency goes from " + min + " to " + max + ", but it must go from 0 or more upward");
      minLatency = min;
      maxLatency = max;
      return this;
    }

    /** The share of admitted requests that fail with a random 503, from 0 to 1; 0 by default. */
    public Builder unavailableShare(double share) {
      check(share >= 0 && share <= 1, "unavailable share is " + share + ", but it is 0 to 1");
      unavailableShare = share;
      return this;
    }

    /** What the draws of latency and 503s begin with; the same seed gives the same draws. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Told of each request when its answer ends. Called by the server's threads, several at a time,
     * and must return at once.
     */
    public Builder onAnswered(Consumer<RequestRecord> listener) {
      this.listener = listener;
      return this;
    }

    /**
     * Starts to listen.
     *
     * @throws java.io.UncheckedIOException if the port cannot be had
     */
    public GeminiSimulator start() {
      Timeline timeline = Timeline.ofThisMachine();
      LimitTable inForce = limits.copy();
      QuotaBook quotas =
          new QuotaBook(new Calendar(timeline, windows, minute, day), rejectedRequests, inForce);
      Simulation simulation =
          new Simulation(
              timeline,
              tier,
              new Projects(projectByKey),
              inForce,
              quotas,
              new Disturbance(minLatency, maxLatency, unavailableShare, seed),
              listener);
      return new GeminiSimulator(simulation, LoopbackServer.start(port, simulation));
    }

    private static Duration positive(String name, Duration duration) {
      check(
          !duration.isNegative() && !duration.isZero(),
          name + " is " + duration + ", but it must last longer than nothing");
      return duration;
    }

    private static void check(boolean holds, String otherwise) {
      if (!holds) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }
}

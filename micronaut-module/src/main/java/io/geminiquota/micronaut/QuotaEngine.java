package io.geminiquota.micronaut;

import io.geminiquota.adapters.cache.KeptAnswers;
import io.geminiquota.adapters.ledger.KeptLedger;
import io.geminiquota.adapters.log.SeldomLines;
import io.geminiquota.adapters.pace.Pacemaker;
import io.geminiquota.adapters.secrets.KeptSecrets;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.cache.AnswerCache;
import io.geminiquota.engine.observe.CallObserver;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.policy.Settings;
import io.geminiquota.engine.route.Secrets;
import io.geminiquota.micronaut.cluster.ContextCluster;
import io.micronaut.context.BeanContext;
import io.micronaut.core.annotation.Internal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine, once for an application context, because its quota is one. It is put together when
 * somebody asks for it first, and is a single bean: each definition of a bean costs every start a
 * millisecond.
 */
@Internal
@Singleton
@RequiresGeminiQuota
public final class QuotaEngine {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");

  private final TimeSource time = TimeSource.system();
  private final Pacemaker pacemaker = new Pacemaker(time);
  private final SeldomLines lines = new SeldomLines(time::nanoTime, LOG::warn);
  private final @Nullable ContextCluster cluster;
  private final @Nullable KeptLedger ledger;
  private final KeptAnswers answers;
  private final Governor governor;
  private final CallObserver observer;

  /**
   * @param context may have a client of Redis
   * @param calls all that are told of calls: ours, and those of the application
   * @param quotas all that are told what happens to quotas
   */
  QuotaEngine(
      ContextSettings configured,
      BeanContext context,
      List<CallObserver> calls,
      List<QuotaObserver> quotas) {
    Settings settings = configured.settings();
    Secrets secrets = new KeptSecrets(System.getenv(), time, lines::say);
    cluster =
        settings.cluster().isShared()
            ? ContextCluster.open(settings.cluster(), context, secrets, time, pacemaker, lines::say)
            : null;
    ledger =
        cluster != null || settings.stateDir() == null
            ? null
            : ledger(Path.of(settings.stateDir()));
    answers = answers(settings);
    governor =
        new Governor(
            settings,
            time,
            pacemaker,
            () -> ThreadLocalRandom.current().nextLong(),
            ledger == null ? null : ledger.bookkeeper(),
            secrets,
            cluster == null ? null : cluster.cluster());
    quotas.forEach(governor::tell);
    List<CallObserver> told = new ArrayList<>(calls);
    QuotaLog log = new QuotaLog(settings, time, pacemaker, LOG);
    governor.tell(log);
    told.add(log.calls());
    observer = CallObserver.all(told);
  }

  /** Decides about all calls of the context. */
  public Governor governor() {
    return governor;
  }

  /** Answers calls that need not be sent. */
  public AnswerCache answers() {
    return answers.cache();
  }

  /** Is to be told of every call. */
  public CallObserver observer() {
    return observer;
  }

  /** The engine's clock. */
  public TimeSource time() {
    return time;
  }

  /** The engine's timer. */
  public Pacemaker pacemaker() {
    return pacemaker;
  }

  /** The counts of the day are saved with the end of the context. */
  @PreDestroy
  void close() {
    answers.close();
    if (cluster != null) {
      cluster.close();
    }
    if (ledger != null) {
      ledger.close();
    }
    pacemaker.close();
  }

  private KeptAnswers answers(Settings settings) {
    SeldomLines lines = new SeldomLines(time::nanoTime, LOG::warn);
    return new KeptAnswers(
        settings.cache(),
        time,
        pacemaker,
        lines::say,
        fault ->
            LOG.warn(
                "A Gemini call was answered without the cache: {}; please report this line",
                fault.getClass().getName()));
  }

  private KeptLedger ledger(Path directory) {
    KeptLedger kept =
        new KeptLedger(
            directory,
            time,
            pacemaker,
            lines::say,
            fault -> LOG.warn("The day's counts were not kept; please report this", fault));
    kept.read();
    return kept;
  }
}

package io.geminiquota.agent.core.cluster;

import io.geminiquota.adapters.cluster.OpeningCluster;
import io.geminiquota.adapters.secrets.KeptSecrets;
import io.geminiquota.agent.Core;
import io.geminiquota.agent.NestedJars;
import io.geminiquota.agent.core.Detached;
import io.geminiquota.agent.core.JvmEnd;
import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.Timer;
import io.geminiquota.engine.limit.Cluster;
import io.geminiquota.engine.limit.ClusterProvider;
import io.geminiquota.engine.policy.ClusterSettings;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Opens the cluster that the settings name. Nothing waits for it: its classes take some hundred
 * milliseconds, so they are loaded on a thread of their own as soon as the application loads its
 * HTTP client. A call that comes before they are there is held for that long, because only the
 * store knows what others have used.
 */
public final class ClusterStart {

  private static final String ALONE = "; quotas are not shared, this JVM counts by itself";
  private static final String OUR_TITLE = "Gemini Quota";

  private final ClusterSettings settings;
  private final Log log;

  private ClusterStart(ClusterSettings settings, Log log) {
    this.settings = settings;
    this.log = log;
  }

  /**
   * Begins to open it.
   *
   * @param jars of the agent: what is needed is looked for beside them
   * @return null if the settings name none, or it cannot be opened; then a line has said why
   */
  public static @Nullable Cluster begin(
      ClusterSettings settings, NestedJars jars, TimeSource time, Timer timer, Log log) {
    String store = settings.store();
    return store == null ? null : new ClusterStart(settings, log).begin(store, jars, time, timer);
  }

  private @Nullable Cluster begin(String store, NestedJars jars, TimeSource time, Timer timer) {
    try {
      if (settings.isByConnection()) {
        throw new ClusterExtension.Unusable(
            "there it names the connection of a Micronaut application: the agent needs a URL, like"
                + " redis://host:6379");
      }
      String jar = settings.jar();
      ClusterExtension extension =
          ClusterExtension.open(
              jar == null ? jars.neighbour(ClusterExtension.JAR) : new File(jar), version());
      String scheme = store.substring(0, store.indexOf("://"));
      if (!extension.provider().serves(scheme)) {
        throw new ClusterExtension.Unusable(
            "the agent knows no store of the kind "
                + scheme
                + ": write a URL like redis://host:6379");
      }
      OpeningCluster opening = new OpeningCluster(settings.members(), time, timer);
      Detached.run(() -> thread(extension, () -> open(extension, opening, time)).start());
      return opening;
    } catch (ClusterExtension.Unusable fault) {
      log.line("cluster=" + settings.storeToShow() + ": " + fault.getMessage() + ALONE);
      return null;
    }
  }

  /** Its libraries look for parts of their own by the class loader of the thread. */
  private static Thread thread(ClusterExtension extension, Runnable work) {
    Thread thread = new Thread(null, work, "gemini-quota-cluster-start", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(extension.loader());
    return thread;
  }

  private void open(ClusterExtension extension, OpeningCluster opening, TimeSource time) {
    try {
      ClusterProvider.OpenCluster open =
          extension
              .provider()
              .open(
                  settings,
                  // What is missing was told with the setting that names it.
                  new KeptSecrets(System.getenv(), time, (topic, line) -> {}),
                  log::seldom);
      opening.opened(open.cluster());
      JvmEnd.then(open.close());
    } catch (IllegalArgumentException fault) {
      failed(opening, String.valueOf(fault.getMessage()));
    } catch (Throwable fault) {
      failed(
          opening,
          "it could not be opened ("
              + fault
              + "); if another version of "
              + ClusterExtension.JAR
              + " does not help, report this line");
    }
  }

  private void failed(OpeningCluster opening, String reason) {
    opening.failed();
    log.line("cluster=" + settings.storeToShow() + ": " + reason + ALONE);
  }

  /** Null if the agent was merged into another jar, whose version is told then. */
  private static @Nullable String version() {
    Package root = Core.class.getPackage();
    String title = root.getImplementationTitle();
    return title != null && title.startsWith(OUR_TITLE) ? root.getImplementationVersion() : null;
  }
}

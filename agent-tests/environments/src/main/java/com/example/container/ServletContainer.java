package com.example.container;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat with two web applications, one of which goes and comes back. Arguments: the base URL, a
 * folder for Tomcat, the folders of the two.
 */
public final class ServletContainer {

  private static final int PATIENCE = 200;

  /** Kept, because a logger that nobody keeps loses its level. */
  private static final Logger ROOT = Logger.getLogger("");

  private final Tomcat tomcat = new Tomcat();
  private final String baseUrl;

  private ServletContainer(String baseUrl, String folder) {
    this.baseUrl = baseUrl;
    ROOT.setLevel(Level.WARNING);
    tomcat.setBaseDir(folder);
    tomcat.setPort(0);
    // Nobody has JSPs here.
    tomcat.setAddDefaultWebXmlToWebapp(false);
  }

  public static void main(String[] arguments) throws Exception {
    ServletContainer container = new ServletContainer(arguments[0], arguments[1]);
    Context one = container.deploy("/one", arguments[2]);
    container.deploy("/two", arguments[3]);
    container.tomcat.start();
    container.ask("/one/ask/waiting?model=gemini-shared");
    container.ask("/two/ask/notwaiting?model=gemini-shared");
    container.ask("/one/ask/waiting?model=gemini-shared");
    container.ask("/one/ask/notwaiting?model=gemini-held");

    WeakReference<ClassLoader> loader = new WeakReference<>(one.getLoader().getClassLoader());
    container.undeploy(one);
    one = null;
    System.out.println(isCollected(loader) ? "collected" : "leaked");

    container.ask("/two/ask/waiting?model=gemini-stays");
    container.deploy("/one", arguments[2]);
    container.ask("/one/ask/waiting?model=gemini-again");
    container.tomcat.stop();
    container.tomcat.destroy();
    System.exit(0);
  }

  private Context deploy(String path, String folder) {
    return tomcat.addWebapp(
        tomcat.getHost(), path, new File(folder).getAbsolutePath(), new BaseUrlParameter());
  }

  private void undeploy(Context context) throws Exception {
    tomcat.getHost().removeChild(context);
    context.destroy();
  }

  private void ask(String path) throws IOException {
    URI page = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + path);
    try (InputStream in = page.toURL().openStream()) {
      System.out.println(path + ": " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static boolean isCollected(WeakReference<ClassLoader> loader)
      throws InterruptedException {
    for (int i = 0; loader.get() != null && i < PATIENCE; i++) {
      System.gc();
      Thread.sleep(25);
    }
    return loader.get() == null;
  }

  /** Before a web application starts. */
  private final class BaseUrlParameter extends ContextConfig {

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
      if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)) {
        ((Context) event.getLifecycle()).addParameter("base-url", baseUrl);
      }
      super.lifecycleEvent(event);
    }
  }
}

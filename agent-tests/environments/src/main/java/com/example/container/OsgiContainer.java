package com.example.container;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * An Apache Felix, which starts bundles in this order. Arguments: the base URL, a folder for Felix,
 * the bundles; one that is named again is started again.
 */
public final class OsgiContainer {

  private OsgiContainer() {}

  public static void main(String[] arguments) throws Exception {
    Framework felix =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    "base-url",
                    arguments[0],
                    Constants.FRAMEWORK_STORAGE,
                    arguments[1],
                    // It would reach into java.net.
                    "felix.service.urlhandlers",
                    "false"));
    felix.start();
    List<Bundle> bundles = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      bundles.add(
          felix.getBundleContext().installBundle(new File(arguments[i]).toURI().toString()));
    }
    for (Bundle bundle : bundles) {
      bundle.start();
      bundle.stop();
    }
    felix.stop();
    felix.waitForStop(0);
    System.exit(0);
  }
}

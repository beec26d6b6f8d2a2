package com.example.osgi;

import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.types.HttpOptions;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that asks Gemini when it is started, with its own copy of the SDK. */
public final class Asking implements BundleActivator {

  private static final String MODEL = "gemini-2.5-flash";

  @Override
  public void start(BundleContext bundle) throws Exception {
    HttpOptions options = HttpOptions.builder().baseUrl(bundle.getProperty("base-url")).build();
    try (Client client = Client.builder().apiKey("test-key").httpOptions(options).build()) {
      System.out.println(
          bundle.getBundle().getSymbolicName()
              + " "
              + client.models.generateContent(MODEL, "Hello", null).finishReason());
    } catch (ApiException e) {
      System.out.println(
          bundle.getBundle().getSymbolicName()
              + " "
              + String.valueOf(e.getMessage()).replaceAll("\\R", " "));
    }
  }

  @Override
  public void stop(BundleContext bundle) {}
}

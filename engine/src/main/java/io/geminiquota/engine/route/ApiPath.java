package io.geminiquota.engine.route;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request, taken apart where the ways of two places differ.
 *
 * @param prefix what a relay or a proxy has in front of the API, empty for none
 * @param version e.g. {@code v1beta}; empty where there is none
 * @param resource the rest, beginning with a slash, e.g. {@code /models/gemini-x:generateContent}
 */
record ApiPath(String prefix, String version, String resource) {

  private static final Pattern VERSIONED = Pattern.compile("(.*)/(v\\d\\w*)(/.*)");
  private static final String MODELS = "/models/";
  private static final String PUBLISHER = "/publishers/google/models/";
  private static final Pattern PROJECT = Pattern.compile("/projects/[^/]+(/locations/[^/]+)?");

  /** Takes apart an encoded path. */
  static ApiPath of(String path) {
    Matcher versioned = VERSIONED.matcher(path);
    if (versioned.matches()) {
      return new ApiPath(versioned.group(1), versioned.group(2), versioned.group(3));
    }
    int models = path.lastIndexOf(MODELS);
    return models < 0
        ? new ApiPath("", "", path)
        : new ApiPath(path.substring(0, models), "", path.substring(models));
  }

  /** Whether it is one of Vertex AI's, wherever that is to be had. */
  boolean isVertex() {
    return resource.startsWith("/projects/") || resource.startsWith("/publishers/");
  }

  /** The same of another model; of a path that names none, the same. */
  ApiPath of(String asked, String model) {
    String method = method();
    return method == null || model.equals(asked)
        ? this
        : new ApiPath(
            prefix,
            version,
            resource.substring(0, resource.lastIndexOf('/') + 1) + encoded(model) + method);
  }

  /** The same in another project of Vertex AI. */
  ApiPath in(Backend vertex) {
    Matcher project = PROJECT.matcher(resource);
    String rest = project.lookingAt() ? resource.substring(project.end()) : resource;
    return new ApiPath("", version, parent(vertex) + rest);
  }

  /** The same method of a model, as Vertex AI is asked for it. */
  ApiPath atVertex(Backend vertex) {
    String there = version.equals("v1") ? "v1" : "v1beta1";
    return new ApiPath("", there, parent(vertex) + PUBLISHER + modelAndMethod());
  }

  /** The same method of a model, as the Developer API is asked for it. */
  ApiPath atDeveloperApi() {
    return isVertex() ? new ApiPath("", "v1beta", MODELS + modelAndMethod()) : withoutPrefix();
  }

  /** The whole path. */
  @Override
  public String toString() {
    return version.isEmpty() ? prefix + resource : prefix + '/' + version + resource;
  }

  private ApiPath withoutPrefix() {
    return prefix.isEmpty() ? this : new ApiPath("", version, resource);
  }

  private String modelAndMethod() {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  /** The method of a model with its colon, null for a path that is none. */
  private @Nullable String method() {
    String last = modelAndMethod();
    int colon = last.indexOf(':');
    return colon < 0 ? null : last.substring(colon);
  }

  /** A key of Vertex AI's express mode has no project in the path. */
  private static String parent(Backend vertex) {
    return vertex.location() == null
        ? ""
        : "/projects/" + encoded(vertex.project()) + "/locations/" + encoded(vertex.location());
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

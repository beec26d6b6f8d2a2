package io.geminiquota.engine.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a request can be sent another way than the application asked. */
public interface Latitude {

  /** Whether another project can answer it: it names nothing that is the project's own. */
  boolean toOtherProject();

  /**
   * Whether a place of that service has words for it. A relay, which is of none, has those of the
   * Developer API.
   */
  boolean isUnderstoodBy(Service there);

  /**
   * What of the request another model does not take, by the paths in the body: it is asked without.
   *
   * @return null if that model cannot be asked instead
   */
  @Nullable List<String> leftOutFor(String model);

  /** It goes where the application asked, or nowhere. */
  static Latitude none() {
    return new Latitude() {
      @Override
      public boolean toOtherProject() {
        return false;
      }

      @Override
      public boolean isUnderstoodBy(Service there) {
        return false;
      }

      @Override
      public @Nullable List<String> leftOutFor(String model) {
        return null;
      }
    };
  }

  /** It can be sent anywhere as it is. */
  static Latitude full() {
    return new Latitude() {
      @Override
      public boolean toOtherProject() {
        return true;
      }

      @Override
      public boolean isUnderstoodBy(Service there) {
        return true;
      }

      @Override
      public List<String> leftOutFor(String model) {
        return List.of();
      }
    };
  }
}

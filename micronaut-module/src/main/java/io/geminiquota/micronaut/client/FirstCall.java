package io.geminiquota.micronaut.client;

import io.geminiquota.adapters.okhttp.InterceptorSeam;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.exceptions.BeanContextException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the engine together when the first call is made: an application that has a client starts
 * without it. Thread-safe.
 */
final class FirstCall implements Supplier<@Nullable InterceptorSeam> {

  private static final Logger LOG = LoggerFactory.getLogger("io.geminiquota");

  private final BeanProvider<ContextSeam> beans;
  private volatile @Nullable InterceptorSeam seam;
  private volatile boolean failed;

  FirstCall(BeanProvider<ContextSeam> beans) {
    this.beans = beans;
  }

  @Override
  public @Nullable InterceptorSeam get() {
    InterceptorSeam known = seam;
    return known == null && !failed ? ask() : known;
  }

  /** The container lets one thread make the bean, and the others wait for it. */
  private @Nullable InterceptorSeam ask() {
    try {
      InterceptorSeam made = beans.get().seam();
      seam = made;
      return made;
    } catch (BeanContextException wrong) {
      failed = true;
      LOG.error("Gemini calls are not governed, because Gemini Quota could not be started", wrong);
      return null;
    }
  }
}

package io.geminiquota.micronaut.intercept;

import io.micronaut.core.async.propagation.ReactorPropagation;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.reflect.ClassUtils;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * A publisher whose subscription is in a scope: that is when a Gemini call is made. A Mono stays a
 * Mono, and a Flux a Flux.
 */
final class ScopedPublisher {

  private static final boolean REACTOR =
      ClassUtils.isPresent("reactor.core.publisher.Mono", ScopedPublisher.class.getClassLoader());

  private ScopedPublisher() {}

  static Publisher<?> of(Publisher<?> publisher, ScopeElement element) {
    return REACTOR ? Reactor.scoped(publisher, element) : plain(publisher, element);
  }

  private static <T> Publisher<T> plain(Publisher<T> publisher, ScopeElement element) {
    return (Publishers.MicronautPublisher<T>)
        subscriber -> {
          try (PropagatedContext.Scope ignored =
              PropagatedContext.getOrEmpty().plus(element).propagate()) {
            publisher.subscribe(subscriber);
          }
        };
  }

  /** Apart, because an application may do without Reactor. */
  private static final class Reactor {

    static Publisher<?> scoped(Publisher<?> publisher, ScopeElement element) {
      if (publisher instanceof Mono<?> mono) {
        return Mono.deferContextual(view -> Mono.fromDirect(subscribedIn(view, mono)))
            .contextWrite(context -> ReactorPropagation.addContextElement(context, element));
      }
      if (publisher instanceof Flux<?> flux) {
        return Flux.deferContextual(view -> Flux.from(subscribedIn(view, flux)))
            .contextWrite(context -> ReactorPropagation.addContextElement(context, element));
      }
      return plain(publisher, element);
    }

    private static <T> Publisher<T> subscribedIn(ContextView view, Publisher<T> publisher) {
      return subscriber -> {
        try (PropagatedContext.Scope ignored =
            ReactorPropagation.findPropagatedContext(view)
                .orElseGet(PropagatedContext::getOrEmpty)
                .propagate()) {
          publisher.subscribe(subscriber);
        }
      };
    }
  }
}

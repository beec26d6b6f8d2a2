package io.geminiquota.micronaut;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;

/** What a method may return, and how to run it: to cancel the future is to cancel the method. */
enum ResultType {
  PLAIN {
    @Override
    CompletableFuture<String> start(Asking bean) {
      CompletableFuture<String> result = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  result.complete(bean.plain());
                } catch (Throwable thrown) {
                  result.completeExceptionally(thrown);
                }
              });
      thread.start();
      CompletableFuture<?> unused =
          result.whenComplete(
              (value, thrown) -> {
                if (result.isCancelled()) {
                  thread.interrupt();
                }
              });
      return result;
    }
  },
  COMPLETION_STAGE {
    @Override
    CompletableFuture<String> start(Asking bean) {
      return bean.stage().toCompletableFuture();
    }
  },
  COMPLETABLE_FUTURE {
    @Override
    CompletableFuture<String> start(Asking bean) {
      return bean.future();
    }
  },
  MONO {
    @Override
    CompletableFuture<String> start(Asking bean) {
      return bean.mono().toFuture();
    }
  },
  FLUX {
    @Override
    CompletableFuture<String> start(Asking bean) {
      return bean.flux().next().toFuture();
    }
  },
  PUBLISHER {
    @Override
    CompletableFuture<String> start(Asking bean) {
      return Flux.from(bean.publisher()).next().toFuture();
    }
  };

  abstract CompletableFuture<String> start(Asking bean);
}

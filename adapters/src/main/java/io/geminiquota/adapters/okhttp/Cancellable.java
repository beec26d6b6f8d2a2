package io.geminiquota.adapters.okhttp;

/** A call of the application that is not over, and that the application may cancel. */
interface Cancellable {

  /** Whether the application has cancelled its call, or OkHttp has because it ran out of time. */
  boolean isCancelled();

  /** Ends what is done for the call, as it ends when OkHttp's own call is cancelled. */
  void cancel();
}

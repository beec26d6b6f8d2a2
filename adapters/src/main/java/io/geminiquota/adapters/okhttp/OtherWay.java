package io.geminiquota.adapters.okhttp;

import io.geminiquota.adapters.GuardedCall;
import io.geminiquota.engine.route.Detour;
import io.geminiquota.engine.route.GeminiCall;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The way that the current attempt of one call goes, where it is another than the application
 * asked. Its steps are made one after the other, on whatever threads.
 */
final class OtherWay {

  private final GuardedCall governed;
  private final GeminiCall asked;

  /** Null while attempts go as the application asked. */
  private volatile @Nullable Detour detour;

  /**
   * @param asked what the application asked for
   */
  OtherWay(GuardedCall governed, GeminiCall asked) {
    this.governed = governed;
    this.asked = asked;
  }

  /**
   * What the attempt that was admitted sends instead of the application's request, null if it sends
   * that.
   */
  @Nullable Request take(Request own) {
    Detour way = asked.replayable() ? governed.detour() : null;
    detour = null;
    if (way == null) {
      return null;
    }
    try {
      Request other = DetouredRequest.of(own, asked, way);
      detour = way;
      return other;
    } catch (RuntimeException | LinkageError fault) {
      governed.lose(fault);
      return null;
    }
  }

  /** Whether the current attempt goes it. */
  boolean isTaken() {
    return detour != null;
  }

  /** The model that the current attempt asks. */
  String model() {
    Detour way = detour;
    return way == null ? asked.route().model() : way.model();
  }

  /** A response as the application is given it. */
  Response shown(Response response, Request own) {
    Detour way = detour;
    return way == null ? response : DetouredRequest.answer(response, own, way);
  }
}

package io.geminiquota.adapters.opentelemetry;

import io.geminiquota.engine.observe.Outcome;
import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Route;
import io.geminiquota.engine.route.Service;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The attributes that the GenAI conventions ask for, of calls that are alike. */
final class GenAiAttributes {

  /** Which model answered, and what failed, are a server's words: of few calls many. */
  private static final int MOST_ENDINGS = 20;

  private final Attributes base;
  private final boolean inference;
  private final Ended plain;
  private final Ended otherError;
  private final Map<Words, Ended> ended = new ConcurrentHashMap<>();

  private record Words(@Nullable String responseModel, @Nullable String errorType) {}

  /** Of calls that ended alike. */
  static final class Ended {

    /** Without the kind of token: those of a duration. */
    final Attributes plain;

    final Attributes input;
    final Attributes output;

    /** The tokens' modality is required, and the service does not tell it of all of them. */
    final Attributes unknownModality;

    /** Whether the call asked a model for an answer in words, images or sound. */
    final boolean inference;

    Ended(Attributes plain, boolean inference) {
      this.plain = plain;
      this.input = plain.toBuilder().put(Keys.TOKEN_TYPE, "input").build();
      this.output = plain.toBuilder().put(Keys.TOKEN_TYPE, "output").build();
      this.unknownModality = plain.toBuilder().put(Keys.TOKEN_MODALITY, "unknown").build();
      this.inference = inference;
    }
  }

  private GenAiAttributes(Attributes base, boolean inference) {
    this.base = base;
    this.inference = inference;
    this.plain = new Ended(base, inference);
    this.otherError = ended(new Words(null, Keys.UNNAMED_ERROR));
  }

  static GenAiAttributes of(Service service, Route route, Operation operation) {
    AttributesBuilder base =
        Attributes.builder()
            .put(Keys.OPERATION_NAME, Keys.word(operation))
            .put(Keys.PROVIDER_NAME, Keys.provider(service));
    if (!route.model().isEmpty()) {
      base.put(Keys.REQUEST_MODEL, route.model());
    }
    Server server = Server.of(route.baseUrl());
    if (server != null) {
      base.put(Keys.SERVER_ADDRESS, server.address()).put(Keys.SERVER_PORT, server.port());
    }
    return new GenAiAttributes(base.build(), isInference(operation));
  }

  static GenAiAttributes ofOthers(Service service) {
    Attributes base =
        Attributes.of(
            Keys.OPERATION_NAME, CallAttributes.OTHER,
            Keys.PROVIDER_NAME, Keys.provider(service),
            Keys.REQUEST_MODEL, CallAttributes.OTHER);
    return new GenAiAttributes(base, true);
  }

  /**
   * Of calls that ended like this one.
   *
   * @param model that answered, null if that is not known
   */
  Ended ended(Outcome outcome, @Nullable String model) {
    String error = errorType(outcome);
    Words words = new Words(model, error);
    if (words.responseModel == null && error == null) {
      return plain;
    }
    Ended known = ended.get(words);
    if (known != null) {
      return known;
    }
    if (ended.size() < MOST_ENDINGS) {
      return ended.computeIfAbsent(words, this::ended);
    }
    return error == null ? plain : otherError;
  }

  private Ended ended(Words words) {
    AttributesBuilder attributes = base.toBuilder();
    if (words.responseModel != null) {
      attributes.put(Keys.RESPONSE_MODEL, words.responseModel);
    }
    if (words.errorType != null) {
      attributes.put(Keys.ERROR_TYPE, words.errorType);
    }
    return new Ended(attributes.build(), inference);
  }

  /** A call that the application cancelled is no error. */
  private static @Nullable String errorType(Outcome outcome) {
    return switch (outcome.ending()) {
      case SUCCEEDED, CANCELLED -> null;
      case FAILED, REFUSED ->
          outcome.errorType() == null ? Keys.UNNAMED_ERROR : outcome.errorType();
    };
  }

  private static boolean isInference(Operation operation) {
    return switch (operation) {
      case GENERATE_CONTENT, CHAT, INTERACTION -> true;
      default -> false;
    };
  }
}

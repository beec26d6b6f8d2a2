package io.geminiquota.engine.observe;

import io.geminiquota.engine.route.Operation;
import io.geminiquota.engine.route.Service;

/** Which gate: that of a project's model, or that of a budget of annotated methods. */
public sealed interface GateName {

  /** The same for the same gate, in every JVM and after every start. Never holds a key. */
  String id();

  /**
   * The gate of a project and model.
   *
   * @param service whose quota it is
   * @param project as in {@link io.geminiquota.engine.route.Route}: never an API key
   * @param model the model in whose bucket the server counts
   * @param operation what the model is asked for, where that is counted apart: {@code
   *     GENERATE_CONTENT} stands for everything that is counted like it
   */
  record OfModel(Service service, String project, String model, Operation operation)
      implements GateName {

    @Override
    public String id() {
      String id = project + "/" + model;
      return operation == Operation.GENERATE_CONTENT ? id : id + "/" + operation;
    }
  }

  /**
   * The gate of the budget that annotated methods have of their own.
   *
   * @param name of the budget, which methods may share
   */
  record OfBudget(String name) implements GateName {

    @Override
    public String id() {
      return "@GeminiQuota of " + name;
    }
  }
}

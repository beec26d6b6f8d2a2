package io.geminiquota.agent.core.control;

import io.geminiquota.agent.core.Log.Faults;
import io.geminiquota.agent.core.weave.Interceptions.Interception;
import io.geminiquota.engine.observe.EngineState;
import java.util.List;
import java.util.Map;

/**
 * All that can be told of the running agent at a moment.
 *
 * @param enabled whether calls are governed
 * @param libraries what was woven, and what was left alone
 * @param annotatedClasses how many classes have methods with {@code @GeminiQuota}
 * @param engine what stands at the gates
 * @param settings that are in force, by their short names; never a key
 * @param notByDefault the names of those that are not what they are by default
 * @param faults of ours
 */
record Status(
    boolean enabled,
    List<Interception> libraries,
    int annotatedClasses,
    EngineState engine,
    Map<String, String> settings,
    List<String> notByDefault,
    Faults faults) {}

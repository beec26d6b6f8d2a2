package io.geminiquota.micronaut;

import io.micronaut.context.env.MapPropertySource;
import java.util.Map;

/** Variables of the environment, as Micronaut reads them. */
final class Variables extends MapPropertySource {

  Variables(Map<String, Object> variables) {
    super("variables", variables);
  }

  @Override
  public PropertyConvention getConvention() {
    return PropertyConvention.ENVIRONMENT_VARIABLE;
  }

  @Override
  public int getOrder() {
    return -200;
  }
}

package io.geminiquota.benchmarks.goodput.app;

import io.micronaut.context.ApplicationContext;

/** The bean of a Micronaut application; what is configured comes from system properties. */
final class MicronautGemini implements Gemini {

  private final ApplicationContext context;
  private final AnnotatedBean bean;

  private MicronautGemini(ApplicationContext context) {
    this.context = context;
    this.bean = context.getBean(AnnotatedBean.class);
  }

  static MicronautGemini start() {
    return new MicronautGemini(ApplicationContext.run());
  }

  @Override
  public void ask(String model, String prompt) {
    bean.ask(model, prompt);
  }

  @Override
  public void close() {
    context.close();
  }
}

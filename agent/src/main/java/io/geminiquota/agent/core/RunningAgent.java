package io.geminiquota.agent.core;

import io.geminiquota.agent.Core;
import io.geminiquota.agent.core.control.ControlDesk;
import io.geminiquota.agent.core.weave.Weaver;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** The core as its root sees it. */
final class RunningAgent implements Core {

  private final Weaver weaver;
  private final ControlDesk desk;

  RunningAgent(Weaver weaver, ControlDesk desk) {
    this.weaver = weaver;
    this.desk = desk;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    return weaver.transform(loader, name, redefined, domain, classFile);
  }

  @Override
  public String answer(String request) {
    return desk.answer(request);
  }
}

package io.geminiquota.agent.core.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.geminiquota.agent.core.Log;
import io.geminiquota.engine.Governor;
import io.geminiquota.engine.Scope;
import io.geminiquota.engine.TimeSource;
import io.geminiquota.engine.policy.SettingsReader;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MethodScopesTest {

  private static final String ASK = new QuotaAnnotation("x.ask", Map.of("rpm", "1")).text();
  private static final String TELL = new QuotaAnnotation("x.tell", Map.of("rpm", "1")).text();

  private final Governor governor =
      new Governor(
          SettingsReader.read("", Map.of(), Map.of()).settings(),
          TimeSource.system(),
          (nanoTime, task) -> {},
          () -> 0);
  private final MethodScopes scopes = new MethodScopes(governor, new Log(System::nanoTime));
  private final ScopeAdvice ask = (ScopeAdvice) scopes.advice(ASK);
  private final ScopeAdvice tell = (ScopeAdvice) scopes.advice(TELL);
  private final PoolAdvice pool = (PoolAdvice) scopes.advice(MethodScopes.POOL);

  @AfterEach
  void leave() {
    governor.scopes().change(null);
  }

  @Test
  void makesTheAdviceOfScopesOnlyAndOnce() {
    assertThat(MethodScopes.knows(ASK)).isTrue();
    assertThat(MethodScopes.knows(MethodScopes.POOL)).isTrue();
    assertThat(MethodScopes.knows("io.geminiquota.agent.glue.RealCallAdvice")).isFalse();
    assertThat(scopes.advice(ASK)).isSameAs(ask).isNotSameAs(tell);
  }

  @Test
  void theEndOfAMethodPutsBackWhatWasAroundIt() {
    Object aroundAsk = ask.enter();
    Scope inAsk = governor.scopes().current();
    Object aroundTell = tell.enter();
    assertThat(governor.scopes().current()).isNotNull().isNotSameAs(inAsk);

    tell.exit(aroundTell);
    assertThat(governor.scopes().current()).isSameAs(inAsk);
    ask.exit(aroundAsk);
    assertThat(governor.scopes().current()).isNull();
  }

  @Test
  void whatCouldNotBeUndoneOnTheWayDoesNotMatter() {
    Object aroundAsk = ask.enter();
    tell.enter();
    ask.enter();

    ask.exit(aroundAsk);

    assertThat(governor.scopes().current()).isNull();
  }

  @Test
  void whoCouldNotEnterChangesNothingAtTheEnd() {
    ask.enter();
    Scope inAsk = governor.scopes().current();

    tell.exit(null);

    assertThat(governor.scopes().current()).isSameAs(inAsk);
  }

  @Test
  void whatIsHandedToThePoolIsInTheScopeOfWhoHandsItOver() {
    assertThat(pool.executor()).as("outside of scopes").isNull();
    ask.enter();
    Scope inAsk = governor.scopes().current();
    Executor executor = pool.executor();
    governor.scopes().change(null);

    CompletableFuture<Scope> answer = new CompletableFuture<>();
    CompletableFuture<Boolean> next =
        answer
            .thenApplyAsync(nothing -> governor.scopes().current(), executor)
            .thenApply(scope -> scope == inAsk && governor.scopes().current() == inAsk);
    answer.complete(null);

    assertThat(next.join()).isTrue();
    assertThat(governor.scopes().current()).isNull();
  }
}

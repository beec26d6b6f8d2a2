package io.geminiquota.engine;

import io.geminiquota.engine.limit.GateWatcher;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.observe.GateName;
import io.geminiquota.engine.observe.LimitChange;
import io.geminiquota.engine.observe.QuotaAlert;
import io.geminiquota.engine.observe.QuotaObserver;
import io.geminiquota.engine.observe.QuotaUse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has it told, under the name of its gate, what a gate finds out. */
record HeraldedGate(GateName gate, Herald herald, TimeSource time) implements GateWatcher {

  @Override
  public Consumer<QuotaObserver> limitChanged(@Nullable Quota before, @Nullable Quota after) {
    LimitChange change = new LimitChange(gate, before, after, time.now());
    return told(observer -> observer.limitChanged(change));
  }

  @Override
  public Consumer<QuotaObserver> alert(QuotaAlert.Cause cause, int percent, QuotaUse use) {
    Instant now = time.now();
    AlertText text = new AlertText(gate, use, now, ZoneId.systemDefault());
    String says =
        switch (cause) {
          case REACHED -> text.reached(percent);
          case FORECAST -> text.forecast(percent);
        };
    QuotaAlert alert = new QuotaAlert(gate, cause, percent, use, says, now);
    return told(observer -> observer.alert(alert));
  }

  private Consumer<QuotaObserver> told(Consumer<QuotaObserver> news) {
    herald.tell(news);
    return news;
  }
}

package io.geminiquota.cluster.redis;

import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.Lessons;
import io.geminiquota.engine.limit.PastUse;
import io.geminiquota.engine.limit.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the script replied. */
final class ReplyText {

  private static final String LATE = "late";

  private final List<?> values;
  private int place;

  private ReplyText(List<?> values) {
    this.values = values;
  }

  /**
   * A reply, and what is known by it.
   *
   * @param reply null if the petition came too late
   * @param at the store's clock, in microseconds
   */
  record Heard(@Nullable Reply reply, long at, Knowledge knowledge) {}

  /**
   * @param dayEnds of the petition
   * @throws RuntimeException if it is no reply of ours
   */
  static Heard read(List<?> values, Instant dayEnds, Knowledge known) {
    ReplyText text = new ReplyText(values);
    return text.text().equals(LATE)
        ? new Heard(null, text.number(), known)
        : text.reply(dayEnds, known);
  }

  private Heard reply(Instant dayEnds, Knowledge known) {
    String epoch = text();
    long at = number();
    int granted = (int) number();
    Duration comeAgain = micros(number());
    Cost used = cost();
    List<PastUse> others = others(list());
    int members = (int) number();
    boolean leads = number() == 1;
    Cost day = cost();
    Duration closedFor = micros(number());
    Knowledge knowledge = learned(known, dayEnds);
    Reply reply =
        new Reply(
            epoch,
            Instant.EPOCH.plus(at, ChronoUnit.MICROS),
            granted,
            comeAgain,
            used,
            others,
            members,
            leads,
            new DayPage(
                day.requests(),
                day.tokens(),
                day.images(),
                knowledge.dayLimits(),
                knowledge.usedUp()),
            new Lessons(knowledge.limits(), knowledge.shares(), closedFor));
    return new Heard(reply, at, knowledge);
  }

  private Knowledge learned(Knowledge known, Instant dayEnds) {
    String version = text();
    Object knowledge = next();
    String dayVersion = text();
    Object day = next();
    Knowledge learned = knowledge instanceof List<?> list ? known.learned(version, list) : known;
    return day instanceof List<?> list ? learned.learnedDay(dayEnds, dayVersion, list) : learned;
  }

  private static List<PastUse> others(List<?> bins) {
    List<PastUse> others = new ArrayList<>();
    for (Object bin : bins) {
      ReplyText text = new ReplyText((List<?>) bin);
      others.add(new PastUse(text.cost(), micros(text.number())));
    }
    return others;
  }

  private @Nullable Object next() {
    return values.get(place++);
  }

  private String text() {
    return String.valueOf(next());
  }

  private long number() {
    return next() instanceof Long number ? number : 0;
  }

  private List<?> list() {
    return next() instanceof List<?> list ? list : List.of();
  }

  private Cost cost() {
    return new Cost(number(), number(), number());
  }

  private static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}

package io.geminiquota.cluster.redis;

import io.geminiquota.annotations.Priority;
import io.geminiquota.engine.limit.Amendment;
import io.geminiquota.engine.limit.Bounds;
import io.geminiquota.engine.limit.Cost;
import io.geminiquota.engine.limit.DayPage;
import io.geminiquota.engine.limit.PastUse;
import io.geminiquota.engine.limit.Petition;
import io.geminiquota.engine.limit.Quota;
import io.geminiquota.engine.limit.UsedUp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes a petition as the script reads it: one list in JSON. */
final class PetitionText {

  /** The largest number that a script does not round. */
  private static final long MOST = 1L << 53;

  private static final long NOT_SAID = -1;
  private static final long DAY_KEPT_HOURS = 48;

  private final JsonList list = new JsonList();

  private PetitionText() {}

  /**
   * @param member who asks
   * @param latest microseconds of the store's clock after which nobody waits for the reply; 0 if
   *     its clock is not known
   * @param epoch the name of the one that begins, if one does
   * @param offset between the numbers of these petitions and those that were sent
   */
  static String of(
      String member,
      long latest,
      LastHeard lastHeard,
      String epoch,
      long offset,
      Knowledge knowledge,
      Petition petition) {
    PetitionText text = new PetitionText();
    text.add(member).add(latest);
    text.add(lastHeard.epoch()).add(lastHeard.members()).add(lastHeard.number()).add(epoch);
    text.add(petition.number() + offset).add(petition.heard() + offset);
    text.add(petition.window());
    text.add(petition.bounds()).add(petition.dayBounds());
    text.add(petition.dayEnds().plus(DAY_KEPT_HOURS, ChronoUnit.HOURS).toEpochMilli());
    text.add(rank(petition.priority())).add(petition.waiting()).add(petition.waitingFor());
    text.add(petition.lessons().closedFor()).add(petition.lessons().shares());
    text.add(knowledge.version()).add(knowledge.dayVersion(petition.dayEnds()));
    text.day(petition.day());
    text.limits(petition.lessons().limits());
    text.amendments(petition.amendments(), offset);
    text.made(petition.made());
    text.wants(petition.wants());
    return text.list.written();
  }

  private static int rank(Priority priority) {
    return switch (priority) {
      case INTERACTIVE -> 0;
      case NORMAL -> 1;
      case BACKGROUND -> 2;
    };
  }

  private void day(DayPage day) {
    list.begin();
    add(day.requests()).add(day.tokens()).add(day.images());
    list.end().begin();
    UsedUp usedUp = day.usedUp();
    if (usedUp != null) {
      add(micros(usedUp.said())).add(micros(usedUp.until())).add(QuotaText.write(usedUp));
    }
    list.end();
    StringBuilder word = new StringBuilder();
    day.limits().forEach(quota -> word.append(QuotaText.write(quota)));
    add(word.toString());
    limits(day.limits());
  }

  private void limits(List<Quota> limits) {
    list.begin();
    for (Quota quota : limits) {
      add(QuotaText.field(quota)).add(QuotaText.write(quota));
    }
    list.end();
  }

  private void amendments(List<Amendment> amendments, long offset) {
    list.begin();
    for (Amendment amendment : amendments) {
      list.begin();
      add(amendment.grant() + offset);
      add(amendment.requests()).add(amendment.tokens()).add(amendment.images());
      add(amendment.later());
      list.end();
    }
    list.end();
  }

  private void made(List<PastUse> made) {
    list.begin();
    for (PastUse past : made) {
      list.begin();
      add(past.age()).add(past.cost());
      list.end();
    }
    list.end();
  }

  /** Those that are alike and follow each other are written once. */
  private void wants(List<Cost> wants) {
    list.begin();
    int from = 0;
    while (from < wants.size()) {
      int to = from + 1;
      while (to < wants.size() && wants.get(to).equals(wants.get(from))) {
        to++;
      }
      list.begin();
      add(to - from).add(wants.get(from));
      list.end();
      from = to;
    }
    list.end();
  }

  private PetitionText add(String word) {
    list.word(word);
    return this;
  }

  private PetitionText add(long number) {
    list.number(Math.max(-MOST, Math.min(MOST, number)));
    return this;
  }

  private PetitionText add(Duration duration) {
    return add(duration.toNanos() / 1_000);
  }

  private PetitionText add(Cost cost) {
    return add(cost.requests()).add(cost.tokens()).add(cost.images());
  }

  private PetitionText add(Bounds bounds) {
    list.begin();
    bound(bounds.requests()).bound(bounds.tokens()).bound(bounds.images());
    list.end();
    return this;
  }

  private PetitionText bound(long bound) {
    return add(bound == Bounds.ANY ? NOT_SAID : bound);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}

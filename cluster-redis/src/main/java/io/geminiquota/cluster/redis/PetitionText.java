package io.geminiquota.cluster.redis;

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
import java.util.ArrayList;
import java.util.List;

/** Writes a petition as the script reads it. */
final class PetitionText {

  /** The largest number that a script does not round. */
  static final long MOST = 1L << 53;

  private static final String NOT_SAID = "-1";
  private static final long DAY_KEPT_HOURS = 48;

  private final List<String> text = new ArrayList<>(64);

  private PetitionText() {}

  /**
   * @param member who asks
   * @param latest microseconds of the store's clock after which nobody waits for the reply; 0 if
   *     its clock is not known
   * @param offset between the numbers of these petitions and those that were sent
   */
  static String[] of(
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
    text.add(petition.priority().ordinal()).add(petition.waiting()).add(petition.waitingFor());
    text.add(petition.lessons().closedFor()).add(petition.lessons().shares());
    text.add(knowledge.version()).add(knowledge.dayVersion(petition.dayEnds()));
    DayPage day = petition.day();
    text.add(day.requests()).add(day.tokens()).add(day.images());
    text.usedUp(day);
    text.amendments(petition.amendments(), offset);
    text.made(petition.made());
    text.wants(petition.wants());
    text.dayLimits(day.limits());
    text.limits(petition.lessons().limits());
    return text.text.toArray(String[]::new);
  }

  private void usedUp(DayPage day) {
    UsedUp usedUp = day.usedUp();
    if (usedUp == null) {
      add(0).add(0).add("");
    } else {
      add(micros(usedUp.said())).add(micros(usedUp.until())).add(QuotaText.write(usedUp));
    }
  }

  private void amendments(List<Amendment> amendments, long offset) {
    add(amendments.size());
    for (Amendment amendment : amendments) {
      add(amendment.grant() + offset);
      add(amendment.requests()).add(amendment.tokens()).add(amendment.images());
      add(amendment.later());
    }
  }

  private void made(List<PastUse> made) {
    add(made.size());
    for (PastUse past : made) {
      add(past.age()).add(past.cost());
    }
  }

  /** Those that are alike and follow each other are written once. */
  private void wants(List<Cost> wants) {
    int runs = text.size();
    int count = 0;
    add(0);
    int from = 0;
    while (from < wants.size()) {
      int to = from + 1;
      while (to < wants.size() && wants.get(to).equals(wants.get(from))) {
        to++;
      }
      add(to - from).add(wants.get(from));
      from = to;
      count++;
    }
    text.set(runs, Integer.toString(count));
  }

  private void dayLimits(List<Quota> limits) {
    StringBuilder word = new StringBuilder();
    limits.forEach(quota -> word.append(QuotaText.write(quota)));
    add(word.toString());
    limits(limits);
  }

  private void limits(List<Quota> limits) {
    add(limits.size());
    for (Quota quota : limits) {
      add(QuotaText.field(quota)).add(QuotaText.write(quota));
    }
  }

  private PetitionText add(String word) {
    text.add(word);
    return this;
  }

  private PetitionText add(long number) {
    return add(Long.toString(Math.max(-MOST, Math.min(MOST, number))));
  }

  private PetitionText add(Duration duration) {
    return add(duration.toNanos() / 1_000);
  }

  private PetitionText add(Cost cost) {
    return add(cost.requests()).add(cost.tokens()).add(cost.images());
  }

  private PetitionText add(Bounds bounds) {
    return bound(bounds.requests()).bound(bounds.tokens()).bound(bounds.images());
  }

  private PetitionText bound(long bound) {
    return bound == Bounds.ANY ? add(NOT_SAID) : add(bound);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}

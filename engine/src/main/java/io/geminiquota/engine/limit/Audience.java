package io.geminiquota.engine.limit;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries the petitions of a gate to its cluster, one after the other and never under a lock, and
 * the replies back.
 */
final class Audience {

  /** Who asks. Called without any lock, on any thread. */
  interface Petitioner {

    /** What is to be sent now, null if nothing is. */
    @Nullable Petition petition();

    /** Whether the quota is not used here any more; then it is asked again from anew. */
    boolean leaves();

    /** A reply has come, null if none will. */
    void heard(Petition petition, @Nullable Reply reply);
  }

  private final SharedQuota quota;
  private final Petitioner petitioner;
  private final AtomicInteger sought = new AtomicInteger();

  Audience(SharedQuota quota, Petitioner petitioner) {
    this.quota = quota;
    this.petitioner = petitioner;
  }

  /** Sends what is to be sent now. */
  void seek() {
    // Whoever comes while another sends leaves it to him, so that petitions go in their order.
    if (sought.getAndIncrement() > 0) {
      return;
    }
    int served;
    do {
      served = sought.get();
      sendAll();
    } while (sought.addAndGet(-served) > 0);
  }

  private void sendAll() {
    for (Petition next = petitioner.petition(); next != null; next = petitioner.petition()) {
      Petition petition = next;
      quota.exchange(petition, reply -> petitioner.heard(petition, reply));
    }
    if (petitioner.leaves()) {
      quota.leave();
    }
  }
}

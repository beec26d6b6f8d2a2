package io.geminiquota.cluster.redis;

import io.geminiquota.engine.limit.MemoryGate;
import io.geminiquota.engine.limit.Petition;
import io.geminiquota.engine.limit.Reply;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Instant;
import java.util.List;

/** Whoever decides on a gate, in a time that the test turns: the model, or the script. */
interface Store {

  /** A store's reply, and what a member has learned by it. */
  record Heard(Reply reply, Knowledge knowledge) {}

  /**
   * Replies to a petition.
   *
   * @param fresh the name of the epoch that begins, if one does
   */
  Heard exchange(
      String member,
      LastHeard lastHeard,
      Knowledge knowledge,
      Petition petition,
      long micros,
      String fresh);

  void leave(String member);

  /** All is lost. */
  void wipe();

  /** The model in Java. */
  final class Model implements Store {

    private final MemoryGate gate = new MemoryGate();

    @Override
    public Heard exchange(
        String member,
        LastHeard lastHeard,
        Knowledge knowledge,
        Petition petition,
        long micros,
        String fresh) {
      String epoch = lastHeard.epoch().isEmpty() ? null : lastHeard.epoch();
      long version = knowledge.equals(Knowledge.NONE) ? 0 : Long.parseLong(knowledge.version());
      MemoryGate.LastHeard heard =
          new MemoryGate.LastHeard(epoch, lastHeard.members(), lastHeard.number(), version);
      Reply reply = gate.exchange(member, heard, petition, micros, fresh);
      return new Heard(reply, Knowledge.NONE.learned(Long.toString(gate.version()), List.of()));
    }

    @Override
    public void leave(String member) {
      gate.leave(member);
    }

    @Override
    public void wipe() {
      gate.wipe();
    }

    @Override
    public String toString() {
      return "model";
    }
  }

  /** The script in a server. */
  final class Scripted implements Store {

    private final RedisCommands<String, String> commands;
    private final StoreClock clock;
    private final Script script = StoreClock.script();
    private final GateKeys keys = new GateKeys("test", "gate");

    Scripted(RedisCommands<String, String> commands) {
      this.commands = commands;
      this.clock = new StoreClock(commands);
      commands.scriptLoad(script.source());
    }

    @Override
    public Heard exchange(
        String member,
        LastHeard lastHeard,
        Knowledge knowledge,
        Petition petition,
        long micros,
        String fresh) {
      clock.is(micros);
      Instant dayEnds = petition.dayEnds();
      String written = PetitionText.of(member, 0, lastHeard, fresh, 0, knowledge, petition);
      List<Object> told =
          commands.evalsha(script.digest(), ScriptOutputType.MULTI, keys.of(dayEnds), written);
      ReplyText.Heard heard = ReplyText.read(told, dayEnds, knowledge);
      return new Heard(heard.reply(), heard.knowledge());
    }

    @Override
    public void leave(String member) {
      commands.zrem(keys.members(), member);
      commands.zrem(keys.known(), member);
      commands.hdel(keys.waiting(), member);
    }

    @Override
    public void wipe() {
      commands.flushdb();
    }

    @Override
    public String toString() {
      return "script";
    }
  }
}

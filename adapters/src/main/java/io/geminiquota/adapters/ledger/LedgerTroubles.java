package io.geminiquota.adapters.ledger;

import io.geminiquota.engine.policy.Setting;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;

/** What a person is told of the ledger's file. */
final class LedgerTroubles {

  private static final String SETTING = Setting.STATE_DIR.shortName();

  private final Path directory;
  private final Path file;
  private final Trouble trouble;

  LedgerTroubles(Path directory, Path file, Trouble trouble) {
    this.directory = directory;
    this.file = file;
    this.trouble = trouble;
  }

  /** The directory or the file cannot be made, read or written. */
  void unusable(Exception fault) {
    trouble.tell(
        "ledger",
        SETTING
            + "="
            + directory
            + " cannot be used ("
            + reason(fault)
            + "): it must be "
            + Setting.STATE_DIR.allowed()
            + "; used instead: "
            + Setting.STATE_DIR.otherwise()
            + "; it is tried again");
  }

  /** Somebody else does not give the lock back. */
  void busy(Duration patience) {
    trouble.tell(
        "ledger lock",
        file
            + " was locked by another process for more than "
            + patience.toSeconds()
            + " s: the day is counted in memory, and added later");
  }

  /** There are no locks. */
  void noLocks() {
    trouble.tell(
        "ledger without locks",
        "the file system of "
            + directory
            + " has no locks: several JVMs there may count too little; set "
            + SETTING
            + " to a directory on a local disk");
  }

  /** A version of ours has written the file that is newer than this one. */
  void newer(UnusableLedger why) {
    trouble.tell(
        "ledger of a newer agent",
        file
            + " was written by a newer version of this agent ("
            + why.getMessage()
            + "): it is left alone, and the day is counted in memory; update this agent, or set"
            + " another "
            + SETTING);
  }

  /** Nobody of ours has written what stands there. */
  void corrupt(UnusableLedger why, Path aside) {
    trouble.tell(
        "ledger corrupt",
        file
            + " cannot be understood ("
            + why.getMessage()
            + "): it is "
            + aside.getFileName()
            + " now, and counting goes on");
  }

  private static String reason(Exception fault) {
    if (fault instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (fault instanceof FileAlreadyExistsException) {
      return "there is a file of that name";
    }
    String reason =
        fault instanceof FileSystemException system ? system.getReason() : fault.getMessage();
    return reason == null ? fault.getClass().getSimpleName() : reason;
  }
}

package io.geminiquota.adapters.cache;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and directories for their owner only, where the file system knows owners. */
final class OwnerRights {

  private OwnerRights() {}

  static FileAttribute<?>[] ofFile(Path place) {
    return rights(place, "rw-------");
  }

  static FileAttribute<?>[] ofDirectory(Path place) {
    return rights(place, "rwx------");
  }

  private static FileAttribute<?>[] rights(Path place, String rights) {
    boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}

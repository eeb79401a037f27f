package io.voxledger.jobs;

import java.nio.file.Files;
import java.nio.file.Path;

/** Places that commands write to, looked at before the work is done. */
final class Outputs {
  private static final String LOCAL = "file:";

  /** What a command writes. */
  enum Kind {
    FILE,
    FOLDER
  }

  private Outputs() {}

  /**
   * Refuses a local place where something else stands already.
   *
   * @param out as the user wrote it
   * @param target the place that it means
   */
  static void require(Kind kind, String out, String target) {
    if (!target.startsWith(LOCAL)) {
      return;
    }
    Path place = Path.of(target.substring(LOCAL.length()));
    if (kind == Kind.FILE && Files.isDirectory(place)) {
      throw new Voxledger.WrongUsage("--out " + out + " is a folder; name a file in it");
    }
    Path folder = kind == Kind.FOLDER ? place : place.getParent();
    if (folder != null && Files.isRegularFile(folder)) {
      throw new Voxledger.WrongUsage("--out " + out + ": " + folder + " is a file, not a folder");
    }
  }
}

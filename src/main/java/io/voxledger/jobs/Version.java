package io.voxledger.jobs;

import java.util.Optional;

/** The program's version. */
final class Version {
  private Version() {}

  /** As the jar's manifest says, or {@code development} outside of a jar. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}

package io.voxledger.lake;

/** Paths as they are, for readers that take some letters for wildcards. */
public final class Globs {
  private Globs() {}

  /** A path of which Spark and Hadoop read every letter as itself. */
  public static String escaped(String path) {
    return path.replaceAll("[\\\\{}\\[\\]*?]", "\\\\$0");
  }
}

package io.voxledger.sources.usage;

/**
 * What a row is known by, where several fields together name it: its parts with {@code |} between
 * them. A part that has a {@code |} of its own is written with a backslash before it, so that other
 * parts never give the same text.
 */
final class Identity {
  private Identity() {}

  static String of(String first, String... others) {
    StringBuilder text = new StringBuilder(escaped(first));
    for (String part : others) {
      text.append('|').append(escaped(part));
    }
    return text.toString();
  }

  private static boolean isPlain(String part) {
    return part.indexOf('|') < 0 && part.indexOf('\\') < 0;
  }

  private static String escaped(String part) {
    return isPlain(part) ? part : part.replace("\\", "\\\\").replace("|", "\\|");
  }
}

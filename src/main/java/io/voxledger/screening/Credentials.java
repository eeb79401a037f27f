package io.voxledger.screening;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Credentials in text: what has the look of one, and values beside a name such as {@code password}.
 * A secret without either, such as forty letters alone, is not recognised.
 */
public final class Credentials {
  private static final String MASK = "[credential]";
  private static final String NOT_WITHIN = "(?<![A-Za-z0-9_-])";
  private static final Map<String, Pattern> BY_LOOK = new LinkedHashMap<>();

  static {
    look("an AWS access key", "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b");
    look("an API key (sk-…)", NOT_WITHIN + "sk[-_][A-Za-z0-9_-]{12,}");
    look("a Google API key", NOT_WITHIN + "AIza[0-9A-Za-z_-]{30,}");
    look("a GitHub token", "\\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})");
    look("a Slack token", NOT_WITHIN + "xox[abeprs]-[A-Za-z0-9-]{10,}");
    look(
        "a private key",
        "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?s:.*?)(-----END [A-Z ]{0,30}PRIVATE KEY-----|\\z)");
    look(
        "a JSON web token",
        NOT_WITHIN + "eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}(\\.[A-Za-z0-9_-]*)?");
    look(
        "a password in an address",
        "\\b[A-Za-z][A-Za-z0-9+.-]{0,15}://[^\\s/:@'\"\\\\]{1,200}:[^\\s/@'\"\\\\]{1,200}@");
  }

  private static final Pattern BESIDE_ITS_NAME =
      Pattern.compile(
          "(?i)((?:password|passwd|passphrase|secret(?:[_.-]?key)?|api[_.-]?(?:key|secret)|access[_.-]?key"
              + "|private[_.-]?key|authorization|(?<![a-z])token|[_.-]token)\\\\*['\"]?\\s{0,9}[:=]\\s{0,9}\\\\*['\"]?"
              + "(?:(?:bearer|basic)\\s)?)[^\\s'\"\\\\,}#\\[{]{4,}");

  private Credentials() {}

  private static void look(String kind, String regex) {
    BY_LOOK.put(kind, Pattern.compile(regex));
  }

  /** The kind of a credential that a text has the look of, in words. */
  public static Optional<String> kindIn(String text) {
    return BY_LOOK.entrySet().stream()
        .filter(kind -> kind.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The text with {@code [credential]} in the place of each. */
  public static String mask(String text) {
    String masked = text;
    for (Pattern look : BY_LOOK.values()) {
      masked = look.matcher(masked).replaceAll(MASK);
    }
    return BESIDE_ITS_NAME.matcher(masked).replaceAll("$1" + MASK);
  }
}

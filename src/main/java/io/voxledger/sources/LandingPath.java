package io.voxledger.sources;

import io.voxledger.time.Timestamps;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a file stands below the landing area: {@code <stage>/<source>/…any folders…/<file>}.
 *
 * @param path relative to the landing area, with {@code /}
 * @param source the folder's name; whether it is known is not judged here
 * @param badPulled text of a {@code pulled=} folder that is no instant
 */
public record LandingPath(
    String path, Stage stage, String source, FolderDefaults defaults, Optional<String> badPulled) {
  private static final Pattern COMPACT_TIME =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2})([0-9]{2})([0-9]{2}(?:\\.[0-9]+)?Z)");

  /**
   * The folder whose name begins with {@code pulled=} and goes on with no instant, from the landing
   * area on. Its files are of a pull whose time nobody knows.
   */
  public Optional<String> badPulledFolder() {
    return badPulled.map(
        text -> {
          String folder = "/pulled=" + text + "/";
          return path.substring(0, path.lastIndexOf(folder) + folder.length() - 1);
        });
  }

  /** What a file is input to; the landing area's top folders. */
  public enum Stage {
    USAGE,
    BILLING,
    RATES;

    /** The folder's name. */
    public String folder() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The stage of a folder's name. */
    public static Optional<Stage> of(String folder) {
      for (Stage stage : values()) {
        if (stage.folder().equals(folder)) {
          return Optional.of(stage);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Takes a path apart.
   *
   * @param relative path below the landing area, with {@code /}
   * @return empty when the path is ignored, is not below one of the three stages, or is a file
   *     without a source's folder
   */
  public static Optional<LandingPath> parse(String relative) {
    String[] segments = relative.split("/");
    if (isIgnored(relative) || segments.length < 3) {
      return Optional.empty();
    }
    return Stage.of(segments[0]).map(stage -> of(relative, stage, segments));
  }

  /**
   * Whether one of the path's names begins with {@code _} or {@code .}, or the file ends in {@code
   * .tmp} or {@code .crc}.
   */
  public static boolean isIgnored(String relative) {
    for (String name : relative.split("/")) {
      if (name.startsWith("_") || name.startsWith(".")) {
        return true;
      }
    }
    return relative.endsWith(".tmp") || relative.endsWith(".crc");
  }

  private static LandingPath of(String relative, Stage stage, String[] segments) {
    String project = null;
    String account = null;
    String pulledText = null;
    for (int i = 2; i < segments.length - 1; i++) {
      String folder = segments[i];
      project = value(folder, "project=", project);
      account = value(folder, "account=", account);
      pulledText = value(folder, "pulled=", pulledText);
    }
    Optional<Instant> pulled = Optional.ofNullable(pulledText).flatMap(LandingPath::instant);
    Optional<String> bad = pulled.isPresent() ? Optional.empty() : Optional.ofNullable(pulledText);
    FolderDefaults defaults =
        FolderDefaults.of(Optional.ofNullable(project), Optional.ofNullable(account), pulled);
    return new LandingPath(relative, stage, segments[1], defaults, bad);
  }

  private static String value(String folder, String key, String before) {
    return folder.startsWith(key) && folder.length() > key.length()
        ? folder.substring(key.length())
        : before;
  }

  /** {@code YYYY-MM-DDThhmmssZ}, for object keys avoid colons; ISO 8601 is taken too. */
  private static Optional<Instant> instant(String text) {
    return Timestamps.iso(COMPACT_TIME.matcher(text).replaceFirst("$1:$2:$3"));
  }
}

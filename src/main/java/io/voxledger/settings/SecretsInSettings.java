package io.voxledger.settings;

import io.voxledger.screening.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for credentials in settings files, where they must never stand, comments included. */
public final class SecretsInSettings {
  private static final long MAX_BYTES = 4L << 20;
  private static final Pattern SETTINGS =
      Pattern.compile(".*\\.(ya?ml|json|properties|conf|ini|env|txt|xml)|\\.env.*");

  private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

  static {
    kind(
        "a password, key or token",
        "(?i)(^|[^a-z])[a-z0-9_.-]*(password|passwd|passphrase|secret([_.-]?key)?|api[_.-]?key|access[_.-]?key"
            + "|private[_.-]?key|credentials?|[_.-]?token)['\"]?\\s*[:=]\\s*['\"]?"
            + "(?!\\$\\{|<|\\{|\\[|null\\b|none\\b|true\\b|false\\b)[^\\s'\",}#]{4,}");
    kind(
        "a credential of Hadoop",
        "(?i)\\bfs\\.[a-z0-9.-]{0,60}\\b(secret|access|account|session|fixed)\\.(key|token|secret)\\b"
            + "[a-z0-9.-]{0,80}(</name>\\s*<value>|['\"]?[:= \\t]\\s*['\"]?)[^\\s'\",}#<]{4,}");
  }

  /**
   * A credential; its text is not kept.
   *
   * @param line from 1
   * @param kind what it looks like
   */
  public record Secret(Path file, int line, String kind) {}

  private SecretsInSettings() {}

  private static void kind(String name, String regex) {
    KINDS.put(name, Pattern.compile(regex));
  }

  /** What stands in a settings file, in the files beside it and in {@code rates} beside it. */
  public static List<Secret> find(Path settingsFile) throws IOException {
    Path folder = settingsFile.toAbsolutePath().normalize().getParent();
    List<Secret> secrets = new ArrayList<>();
    for (Path place : List.of(folder, folder.resolve("rates"))) {
      for (Path file : settingsIn(place)) {
        secrets.addAll(inFile(file));
      }
    }
    return secrets;
  }

  private static List<Path> settingsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(SecretsInSettings::isSettings).sorted().toList();
    }
  }

  private static boolean isSettings(Path file) {
    try {
      return SETTINGS.matcher(file.getFileName().toString()).matches()
          && Files.isRegularFile(file)
          && Files.size(file) <= MAX_BYTES;
    } catch (IOException gone) {
      return false;
    }
  }

  private static List<Secret> inFile(Path file) throws IOException {
    List<Secret> secrets = new ArrayList<>();
    String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      int line = i + 1;
      kindOf(lines[i]).ifPresent(kind -> secrets.add(new Secret(file, line, kind)));
    }
    return secrets;
  }

  /** What kind of credential a line holds, if any. */
  static Optional<String> kindOf(String line) {
    return Credentials.kindIn(line)
        .or(
            () ->
                KINDS.entrySet().stream()
                    .filter(kind -> kind.getValue().matcher(line).find())
                    .map(Map.Entry::getKey)
                    .findFirst());
  }
}

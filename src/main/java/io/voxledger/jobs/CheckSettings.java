package io.voxledger.jobs;

import io.voxledger.settings.SecretsInSettings;
import io.voxledger.settings.SecretsInSettings.Secret;
import io.voxledger.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code doctor} says about the settings. */
final class CheckSettings {
  private static final String CHECK = "settings";

  private CheckSettings() {}

  /** Of settings that could be read. */
  static List<Finding> of(Settings settings) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            CHECK, settings.file().orElse("defaults") + " and the files beside it are valid"));
    if (settings.landing().endsWith("/src/main/resources/sample/landing")) {
      findings.add(
          Finding.ok(
              CHECK, "landing is the bundled sample; set `landing` to run on your own data"));
    }
    for (String folder : settings.rateFolders()) {
      if (folder.startsWith("file:") && !Files.isDirectory(Path.of(folder.substring(5)))) {
        findings.add(
            Finding.warning(
                CHECK,
                "rates names " + folder + ", which is no folder",
                "Make it, or take it out of `rates`"));
      }
    }
    return findings;
  }

  /** Refuses credentials in files. */
  static List<Finding> secrets(Path settingsFile) {
    try {
      if (!Files.isRegularFile(settingsFile)) {
        return List.of();
      }
      List<Secret> secrets = SecretsInSettings.find(settingsFile);
      if (secrets.isEmpty()) {
        return List.of(Finding.ok("secrets", "no credentials in the settings"));
      }
      return secrets.stream().map(CheckSettings::secret).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Finding secret(Secret secret) {
    return Finding.problem(
        "secrets",
        secret.file() + ":" + secret.line() + " holds what looks like " + secret.kind(),
        "Take it out and revoke it; credentials come from the instance's role, a Hadoop credential"
            + " provider or the environment");
  }
}

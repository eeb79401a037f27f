package io.voxledger.settings;

import io.voxledger.yaml.YamlProblem;

/** Settings that cannot be used, with the file, the line and what to do about it. */
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettings(String message) {
    super(message);
  }

  static InvalidSettings of(String file, YamlProblem problem) {
    return new InvalidSettings(file + ": " + problem.getMessage());
  }
}

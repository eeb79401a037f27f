package io.voxledger.jobs;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One line of {@code doctor}.
 *
 * @param check what was looked at
 * @param verdict how it stands
 * @param what was found
 * @param remedy what to do about it; empty where nothing is to be done
 */
record Finding(String check, Verdict verdict, String what, String remedy) {
  /** How a finding stands; the last one is the worst. */
  enum Verdict {
    OK,
    /** Runs go on, but somebody should look. */
    WARNING,
    /** A run would fail, or its result could not be trusted. */
    PROBLEM
  }

  static Finding ok(String check, String what) {
    return new Finding(check, Verdict.OK, what, "");
  }

  static Finding warning(String check, String what, String remedy) {
    return new Finding(check, Verdict.WARNING, what, remedy);
  }

  static Finding problem(String check, String what, String remedy) {
    return new Finding(check, Verdict.PROBLEM, what, remedy);
  }

  String verdictName() {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  String inWords() {
    String line = "%-8s %-10s %s".formatted(verdictName(), check, what);
    return remedy.isEmpty() ? line : line + ". " + remedy;
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("check", check);
    fields.put("verdict", verdictName());
    fields.put("what", what);
    fields.put("remedy", remedy.isEmpty() ? null : remedy);
    return fields;
  }
}

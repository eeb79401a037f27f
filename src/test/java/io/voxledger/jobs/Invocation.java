package io.voxledger.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One command as a user gives it, and what they see. */
record Invocation(int exitCode, String out, String err) {
  /** Runs a command in the environment of a checkout, with further variables. */
  static Invocation of(Map<String, String> environment, String... args) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("VOXLEDGER_HOME", Path.of("").toAbsolutePath().toString());
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream writtenOut = new ByteArrayOutputStream();
    ByteArrayOutputStream writtenErr = new ByteArrayOutputStream();
    try (PrintStream toOut = new PrintStream(writtenOut, true, UTF_8);
        PrintStream toErr = new PrintStream(writtenErr, true, UTF_8)) {
      System.setOut(toOut);
      System.setErr(toErr);
      int exitCode = Voxledger.execute(all, args);
      return new Invocation(exitCode, writtenOut.toString(UTF_8), writtenErr.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  static Invocation of(String... args) {
    return of(Map.of(), args);
  }

  /** stdout as the one line of JSON that it must be. */
  JsonNode json() {
    if (out.strip().lines().count() != 1) {
      throw new AssertionError("not one line: " + out);
    }
    try {
      return JsonMapper.builder().build().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + out, e);
    }
  }

  String lastErrorLine() {
    return err.lines().reduce("", (before, line) -> line);
  }
}

package io.voxledger.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of these tests or of Voxledger, in a JVM of its own that can be killed. */
public final class OwnProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;

  private final Process process;
  private final Path out;

  private OwnProcess(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /** Starts a class with the class path and Java options of the tests. */
  public static OwnProcess start(Class<?> main, String... arguments) throws IOException {
    Path out = Files.createTempFile("voxledger-process-", ".out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "@" + Path.of("jobs", "jvm.options").toAbsolutePath(),
            "-Xmx1g",
            "-Xss4m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dlog4j2.configurationFile=classpath:log4j2-voxledger.properties"));
    String classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", classPath)));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    return new OwnProcess(process, out);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as {@code kill -9} does: nothing of it runs any more. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /**
   * Waits for its end.
   *
   * @return what it printed
   * @throws IllegalStateException when it fails, or takes longer than five minutes
   */
  public List<String> lines() throws IOException, InterruptedException {
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
    if (!ended || process.exitValue() != 0) {
      String how = ended ? "exit code " + process.exitValue() : "still running";
      throw new IllegalStateException(how + ": " + String.join("\n", lines));
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(out);
  }
}

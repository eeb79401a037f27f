package io.voxledger.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An S3 server for tests: S3Proxy, in a process of its own, on a free port of the loopback address.
 *
 * <p>Objects are plain files under {@link #data()}, one folder per bucket, and vanish with {@link
 * #close()}. Conditional writes ({@code If-None-Match: *}) are honoured, as on Amazon S3.
 */
public final class S3Server implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Process process;
  private final URI endpoint;
  private final Thread atExit;

  private S3Server(Path folder, Process process, URI endpoint) {
    this.folder = folder;
    this.process = process;
    this.endpoint = endpoint;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a server with no buckets and waits until it accepts connections.
   *
   * @throws IllegalStateException if it does not start within a minute, or if its jars are missing
   */
  public static S3Server start() throws IOException {
    return start("aws-v2-or-v4");
  }

  /** The same, without looking at signatures: what stands between may change requests. */
  public static S3Server startWithoutAuthorization() throws IOException {
    return start("none");
  }

  private static S3Server start(String authorization) throws IOException {
    Path folder = Files.createTempDirectory("voxledger-s3-");
    Files.createDirectory(folder.resolve("data"));
    URI endpoint = URI.create("http://127.0.0.1:" + freePort());
    Files.write(folder.resolve("s3proxy.properties"), settings(folder, endpoint, authorization));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-DLOG_LEVEL=warn",
                "-cp",
                classPath(),
                "org.gaul.s3proxy.Main",
                "--properties",
                folder.resolve("s3proxy.properties").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    S3Server server = new S3Server(folder, process, endpoint);
    server.awaitConnections();
    return server;
  }

  /** The address to give a client; requests need path-style access. */
  public URI endpoint() {
    return endpoint;
  }

  /** The access key. */
  public String identity() {
    return "voxledger-test";
  }

  /** The secret key. */
  public String credential() {
    return "not-a-secret";
  }

  /** The folder that holds the objects, one folder per bucket. */
  public Path data() {
    return folder.resolve("data");
  }

  /** Makes an empty bucket; S3 wants names of three characters or more. */
  public void createBucket(String name) throws IOException {
    Files.createDirectory(data().resolve(name));
  }

  /** The Hadoop settings with which {@code s3a://} addresses lead here, without Spark's prefix. */
  public Map<String, String> hadoopSettings() {
    return Map.of(
        "fs.s3a.endpoint", endpoint.toString(),
        "fs.s3a.endpoint.region", "us-east-1",
        "fs.s3a.path.style.access", "true",
        "fs.s3a.connection.ssl.enabled", "false",
        "fs.s3a.create.conditional.enabled", "true",
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider",
        "fs.s3a.access.key", identity(),
        "fs.s3a.secret.key", credential());
  }

  /** Ends the server and deletes its objects. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void awaitConnections() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!accepts()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String log = Files.readString(folder.resolve("log"));
        close();
        throw new IllegalStateException("S3Proxy did not start on " + endpoint + ":\n" + log);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        throw new IllegalStateException("Interrupted while S3Proxy was starting", e);
      }
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> settings(Path folder, URI endpoint, String authorization) {
    return List.of(
        "s3proxy.authorization=" + authorization,
        "s3proxy.endpoint=" + endpoint,
        "s3proxy.identity=voxledger-test",
        "s3proxy.credential=not-a-secret",
        "s3proxy.ignore-unknown-headers=true",
        "jclouds.provider=filesystem-nio2",
        "jclouds.filesystem.basedir=" + folder.resolve("data"));
  }

  private static String classPath() {
    Path jars = Path.of(System.getProperty("s3proxy.directory", "target/s3proxy-4.1.0"));
    try (Stream<Path> files = Files.list(jars)) {
      return files.sorted().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "S3Proxy's jars are not in " + jars + ": run ./mvnw process-test-resources first", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

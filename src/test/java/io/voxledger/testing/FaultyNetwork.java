package io.voxledger.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * What stands between a client and an HTTP server: it passes everything on, but for requests that a
 * test names by their first line, such as {@code PUT /bucket/key HTTP/1.1}.
 */
public final class FaultyNetwork implements Closeable {
  /** What becomes of a named request. */
  private enum Fault {
    /** The server gets it and answers; the answer is lost and the connection breaks. */
    ANSWER_IS_LOST,
    /** The server never gets it; the client is told to come back later. */
    UNAVAILABLE
  }

  private record Plan(Fault fault, Predicate<String> requests, AtomicInteger left) {}

  private static final String SERVICE_UNAVAILABLE =
      "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final ServerSocket listener;
  private final URI server;
  private final AtomicInteger met = new AtomicInteger();
  private final Set<S3Request> seen = ConcurrentHashMap.newKeySet();
  private volatile Plan plan = new Plan(Fault.UNAVAILABLE, line -> false, new AtomicInteger());
  private volatile long putDelayMillis;
  private volatile boolean conditionsAreIgnored;

  private FaultyNetwork(ServerSocket listener, URI server) {
    this.listener = listener;
    this.server = server;
  }

  /** A faultless network to a server, at first. */
  public static FaultyNetwork to(URI server) throws IOException {
    FaultyNetwork network =
        new FaultyNetwork(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    network.inBackground(network::accept);
    return network;
  }

  /** The address to give to the client. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** Loses the answers to the next requests of a kind. */
  public void loseAnswers(int count, Predicate<String> requests) {
    met.set(0);
    plan = new Plan(Fault.ANSWER_IS_LOST, requests, new AtomicInteger(count));
  }

  /** Answers the next requests of a kind with 503 Slow Down. */
  public void beUnavailable(int count, Predicate<String> requests) {
    met.set(0);
    plan = new Plan(Fault.UNAVAILABLE, requests, new AtomicInteger(count));
  }

  /** Lets every PUT wait before the server gets it, so that writers meet. */
  public void delayPuts(long millis) {
    putDelayMillis = millis;
  }

  /** Makes the server one that does not know {@code If-None-Match}. */
  public void ignoreConditions() {
    conditionsAreIgnored = true;
  }

  /** How many requests met the fault that was asked for last. */
  public int faults() {
    return met.get();
  }

  /** Every different request that the client has made so far. */
  public Set<S3Request> requests() {
    return Set.copyOf(seen);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket upstream = new Socket();
      upstream.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      Connection connection = new Connection(client, upstream);
      inBackground(connection::requests);
      inBackground(connection::answers);
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private void inBackground(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException closed) {
                // One end has closed the connection; the other learns it from its own socket.
                return;
              }
            },
            "faulty-network");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Connection {
    private final Socket client;
    private final Socket upstream;
    private volatile boolean loseAnswer;

    Connection(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void requests() throws IOException {
      try (client;
          upstream) {
        InputStream in = client.getInputStream();
        OutputStream out = upstream.getOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          S3Request.beginning(new String(buffer, 0, read, ISO_8859_1)).ifPresent(seen::add);
          if (meetsFault(firstLine(buffer, read))) {
            client.getOutputStream().write(SERVICE_UNAVAILABLE.getBytes(ISO_8859_1));
            return;
          }
          if (conditionsAreIgnored) {
            renameConditions(buffer, read);
          }
          out.write(buffer, 0, read);
        }
      }
    }

    /** Whether the request goes no further. A client sends the head of a request in one piece. */
    private boolean meetsFault(String line) {
      if (line.startsWith("PUT ") && putDelayMillis > 0) {
        pause(putDelayMillis);
      }
      Plan now = plan;
      if (!now.requests().test(line) || now.left().getAndDecrement() <= 0) {
        return false;
      }
      met.incrementAndGet();
      loseAnswer = now.fault() == Fault.ANSWER_IS_LOST;
      return now.fault() == Fault.UNAVAILABLE;
    }

    void answers() throws IOException {
      try (client;
          upstream) {
        InputStream in = upstream.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (loseAnswer && !firstLine(buffer, read).contains(" 100 ")) {
            return;
          }
          out.write(buffer, 0, read);
        }
      }
    }
  }

  private static void renameConditions(byte[] buffer, int length) {
    int at = new String(buffer, 0, length, ISO_8859_1).indexOf("If-None-Match:");
    if (at >= 0) {
      buffer[at] = 'X';
    }
  }

  private static String firstLine(byte[] buffer, int length) {
    return new String(buffer, 0, Math.min(length, 1000), ISO_8859_1).split("\r\n", 2)[0];
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

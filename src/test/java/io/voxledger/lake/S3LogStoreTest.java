package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.CloseableIterator;
import io.delta.storage.LogStore;
import io.delta.storage.S3SingleDriverLogStore;
import io.voxledger.testing.FaultyNetwork;
import io.voxledger.testing.OwnProcess;
import io.voxledger.testing.S3Server;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Commits to a real S3 server, over a network that loses answers and lets writers meet. */
class S3LogStoreTest {
  /** Of both writers together; {@code -Dvoxledger.commits=200} for a longer race. */
  private static final int COMMITS = Integer.getInteger("voxledger.commits", 40);

  private static S3Server server;
  private static FaultyNetwork network;
  private static Configuration conf;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start();
    server.createBucket("logs");
    network = FaultyNetwork.to(server.endpoint());
    conf = new Configuration();
    settings().forEach(conf::set);
  }

  @AfterAll
  static void stop() throws IOException {
    FileSystem.get(java.net.URI.create("s3a://logs/"), conf).close();
    network.close();
    server.close();
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(server.hadoopSettings());
    settings.put("fs.s3a.endpoint", network.endpoint().toString());
    return settings;
  }

  @Test
  void twoProcessesThatCommitAtOnceLoseNothing() throws Exception {
    Race race = race(S3LogStore.class, "s3a://logs/ours/_delta_log");

    assertThat(race.claimed()).hasSize(COMMITS);
    assertThat(race.lost()).isEmpty();
  }

  @Test
  void withDeltasOwnStoreCommitsAreLostAndNobodyIsTold() throws Exception {
    Race race = race(S3SingleDriverLogStore.class, "s3a://logs/theirs/_delta_log");

    assertThat(race.claimed()).hasSize(COMMITS);
    assertThat(race.lost()).isNotEmpty();
  }

  /**
   * What came of a race.
   *
   * @param claimed the commits that a log store said it had made, as {@code version action}
   * @param lost those of them that are not in the log
   */
  private record Race(List<String> claimed, List<String> lost) {}

  private static Race race(Class<? extends LogStore> store, String log) throws Exception {
    network.delayPuts(20);
    List<String> claimed = new ArrayList<>();
    try (OwnProcess first = writer(store, log, "first");
        OwnProcess second = writer(store, log, "second")) {
      claimed.addAll(first.lines());
      claimed.addAll(second.lines());
    } finally {
      network.delayPuts(0);
    }
    List<String> lost = new ArrayList<>();
    for (String claim : claimed) {
      String[] parts = claim.split(" ");
      if (!read(RacingWriter.file(log, Long.parseLong(parts[0]))).equals(List.of(parts[1]))) {
        lost.add(claim);
      }
    }
    return new Race(claimed, lost);
  }

  private static OwnProcess writer(Class<? extends LogStore> store, String log, String name)
      throws IOException {
    Stream<String> arguments = Stream.of(store.getName(), log, name, "" + COMMITS / 2);
    Stream<String> settings =
        settings().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue());
    return OwnProcess.start(
        RacingWriter.class, Stream.concat(arguments, settings).toArray(String[]::new));
  }

  @Test
  void aCommitWhoseAnswerIsLostIsKnownAsItsOwn() throws IOException {
    S3LogStore store = new S3LogStore(conf);
    Path file = RacingWriter.file("s3a://logs/lost-answer/_delta_log", 0);
    network.loseAnswers(1, line -> line.startsWith("PUT ") && line.contains("0.json"));

    store.write(file, List.of("mine").iterator(), false, conf);

    assertThat(network.faults()).isEqualTo(1);
    assertThat(read(file)).containsExactly("mine");
    assertThatThrownBy(() -> store.write(file, List.of("another").iterator(), false, conf))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(read(file)).containsExactly("mine");
  }

  @Test
  void aStoreThatIsUnavailableForAWhileIsAskedAgain() throws IOException {
    S3LogStore store = new S3LogStore(conf);
    Path file = RacingWriter.file("s3a://logs/unavailable/_delta_log", 0);
    network.beUnavailable(2, line -> line.startsWith("PUT "));

    store.write(file, List.of("mine").iterator(), false, conf);

    assertThat(network.faults()).isEqualTo(2);
    assertThat(read(file)).containsExactly("mine");
  }

  @Test
  void aLogThatFailsWhileItIsWrittenLeavesNoHalfCommit() throws IOException {
    S3LogStore store = new S3LogStore(conf);
    Path file = RacingWriter.file("s3a://logs/half/_delta_log", 0);
    Stream<String> actions =
        Stream.of("a", "b")
            .peek(
                a -> {
                  if (a.equals("b")) {
                    throw new IllegalStateException("no more");
                  }
                });

    assertThatThrownBy(() -> store.write(file, actions.iterator(), false, conf))
        .hasMessage("no more");

    assertThat(file.getFileSystem(conf).exists(file)).isFalse();
  }

  @Test
  void aStoreThatIgnoresConditionsIsRefusedBeforeAnythingIsWritten() throws IOException {
    try (S3Server other = S3Server.startWithoutAuthorization();
        FaultyNetwork ignoring = FaultyNetwork.to(other.endpoint())) {
      other.createBucket("logs");
      ignoring.ignoreConditions();
      Configuration to = new Configuration();
      other.hadoopSettings().forEach(to::set);
      to.set("fs.s3a.endpoint", ignoring.endpoint().toString());
      to.setBoolean("fs.s3a.impl.disable.cache", true);

      assertThatThrownBy(() -> Lease.take("s3a://logs/w", "run-1", Clock.systemUTC(), to))
          .isInstanceOf(WarehouseProbe.NotConditional.class)
          .hasMessageContaining("If-None-Match");
      try (Stream<java.nio.file.Path> left = Files.walk(other.data())) {
        assertThat(left.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }

  @Test
  void conditionsThatAreSwitchedOffAreRefusedToo() {
    Configuration off = new Configuration(conf);
    off.setBoolean("fs.s3a.create.conditional.enabled", false);
    off.setBoolean("fs.s3a.impl.disable.cache", true);

    assertThatThrownBy(() -> Lease.take("s3a://logs/off", "run-1", Clock.systemUTC(), off))
        .isInstanceOf(WarehouseProbe.NotConditional.class);
  }

  private static List<String> read(Path file) throws IOException {
    Map<Integer, String> lines = new TreeMap<>();
    try (CloseableIterator<String> actions = new S3LogStore(conf).read(file, conf)) {
      while (actions.hasNext()) {
        lines.put(lines.size(), actions.next());
      }
    }
    return List.copyOf(lines.values());
  }
}

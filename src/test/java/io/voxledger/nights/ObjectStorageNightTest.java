package io.voxledger.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.lake.Lease;
import io.voxledger.sources.bills.SampleBills;
import io.voxledger.testing.BucketPolicy;
import io.voxledger.testing.FaultyNetwork;
import io.voxledger.testing.S3Request;
import io.voxledger.testing.S3Server;
import io.voxledger.testing.TestSpark;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The night on the bundled sample, with landing area and warehouse on a real S3 server. */
class ObjectStorageNightTest {
  private static final String PARQUET_BILL = "gcp-billing/landing/export-2026-11-20.parquet";
  private static final int LOST = 12;
  private static final java.nio.file.Path POLICIES = java.nio.file.Path.of("jobs", "bucket");

  private static S3Server server;
  private static FaultyNetwork network;
  private static Configuration hadoop;

  @BeforeAll
  static void putTheSampleIntoABucket() throws IOException {
    server = S3Server.start();
    server.createBucket("voxledger");
    hadoop = TestSpark.session().sparkContext().hadoopConfiguration();
    server.hadoopSettings().forEach(hadoop::set);
    network = FaultyNetwork.to(server.endpoint());
    hadoop.set("fs.s3a.endpoint", network.endpoint().toString());
    FileSystem bucket = FileSystem.get(URI.create("s3a://voxledger/"), hadoop);
    bucket.copyFromLocalFile(new Path(Sample.LANDING.toUri()), new Path("s3a://voxledger/landing"));
    bucket.copyFromLocalFile(
        new Path(SampleBills.ROOT.resolve(PARQUET_BILL).toUri()),
        new Path("s3a://voxledger/landing/billing/gcp-billing/export.parquet"));
  }

  @AfterAll
  static void stop() throws IOException {
    FileSystem.get(URI.create("s3a://voxledger/"), hadoop).close();
    server.hadoopSettings().keySet().forEach(hadoop::unset);
    network.close();
    server.close();
  }

  @Test
  void aNightOnABucketThatLosesAnswersGivesTheSameNumbersAndASecondOneChangesNothing()
      throws IOException {
    Place place = new Place(Sample.CONF, "s3a://voxledger/landing", "s3a://voxledger/warehouse");

    // commits of rows: version 0 makes a table
    network.loseAnswers(
        LOST, line -> line.startsWith("PUT ") && line.matches(".*/_delta_log/0+[1-9]\\.json .*"));

    Set<S3Request> before = network.requests();
    place.night(Sample.DATE);

    assertThat(network.faults()).isEqualTo(LOST);
    assertThat(Sample.projectDays(place)).isEqualTo(Sample.PROJECT_DAYS);
    assertThat(place.table("quarantine").count()).isEqualTo(6);
    assertThat(place.table("billed_line").filter("source = 'gcp-billing'").count())
        .as("8 rows with 2 credits in Parquet")
        .isEqualTo(10);
    Map<String, Long> versions = place.publishedVersions();

    Set<String> refused = ConcurrentHashMap.newKeySet();
    network.beUnavailable(20, line -> line.endsWith(" HTTP/1.1") && refused.add(line)); // once each
    place.night(Sample.DATE);

    assertThat(network.faults()).isEqualTo(20);
    assertThat(place.publishedVersions()).isEqualTo(versions);
    Set<S3Request> requests = new HashSet<>(network.requests());
    requests.removeAll(before);
    theDocumentedPolicyIsEnough(requests);
  }

  /** Every request of the two nights is one that the documents allow. */
  private static void theDocumentedPolicyIsEnough(Set<S3Request> requests) throws IOException {
    BucketPolicy night = BucketPolicy.of("voxledger", POLICIES.resolve("night.json"));
    BucketPolicy everybody = BucketPolicy.of("voxledger", POLICIES.resolve("bucket-policy.json"));
    assertThat(requests).hasSizeGreaterThan(500).filteredOn(r -> !night.allows(r)).isEmpty();
    assertThat(requests).filteredOn(everybody::denies).isEmpty();
    assertThat(requests.stream().map(S3Request::action))
        .contains("s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject");
    assertThat(commit(true)).matches(night::allows).matches(r -> !everybody.denies(r));
    assertThat(commit(false)).matches(night::allows).matches(everybody::denies);
    BucketPolicy reader = BucketPolicy.of("voxledger", POLICIES.resolve("reader.json"));
    assertThat(requests)
        .filteredOn(reader::allows)
        .isNotEmpty()
        .allMatch(r -> r.action().matches("s3:(Get|List).*") && !r.key().startsWith("landing"));
  }

  private static S3Request commit(boolean conditional) {
    String key = "warehouse/charge/_delta_log/00000000000000000001.json";
    return new S3Request("PUT", "voxledger", key, Map.of(), conditional);
  }

  @Test
  void aBucketIsLeasedToOneRunAtATime() throws IOException {
    Lease first = Lease.take("s3a://voxledger/other", "run-1", Clock.systemUTC(), hadoop);

    assertThatThrownBy(
            () -> Lease.take("s3a://voxledger/other", "run-2", Clock.systemUTC(), hadoop))
        .isInstanceOf(Lease.HeldByAnother.class)
        .hasMessageContaining("run-1");

    first.close();
    Lease second = Lease.take("s3a://voxledger/other", "run-2", Clock.systemUTC(), hadoop);
    assertThat(second.isHeld()).isTrue();
    second.close();
  }
}

package io.voxledger.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shows that {@code s3a://} works against {@link S3Server} with the jars that Voxledger ships. */
class S3ServerTest {

  private static S3Server server;
  private static FileSystem bucket;

  @BeforeAll
  static void start() throws IOException {
    server = S3Server.start();
    server.createBucket("landing");
    Configuration settings = new Configuration();
    server.hadoopSettings().forEach(settings::set);
    bucket = FileSystem.newInstance(URI.create("s3a://landing/"), settings);
  }

  @AfterAll
  static void stop() throws IOException {
    if (bucket != null) {
      bucket.close();
    }
    server.close();
  }

  @Test
  void anObjectReadsBackAsItWasWritten() throws IOException {
    Path object = new Path("s3a://landing/usage/one.jsonl");

    writeIfAbsent(object, "{\"tokens\": 7}\n");

    assertThat(read(object)).isEqualTo("{\"tokens\": 7}\n");
    assertThat(server.data().resolve("landing/usage/one.jsonl")).exists();
  }

  @Test
  void theSecondConditionalCreateOfAnObjectFailsAndChangesNothing() throws IOException {
    Path object = new Path("s3a://landing/_delta_log/00000000000000000001.json");
    writeIfAbsent(object, "first");

    assertThatThrownBy(() -> writeIfAbsent(object, "second")).isInstanceOf(IOException.class);

    assertThat(read(object)).isEqualTo("first");
  }

  private static void writeIfAbsent(Path object, String text) throws IOException {
    FSDataOutputStreamBuilder<?, ?> creation = bucket.createFile(object);
    creation.overwrite(true).must("fs.option.create.conditional.overwrite", true);
    try (FSDataOutputStream out = creation.build()) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static String read(Path object) throws IOException {
    try (FSDataInputStream in = bucket.open(object)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}

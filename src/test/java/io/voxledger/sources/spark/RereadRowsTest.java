package io.voxledger.sources.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.sources.ReadLimits;
import io.voxledger.testing.FailingFileSystem;
import io.voxledger.usage.RowOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RereadRowsTest {
  @TempDir private Path folder;

  @Test
  void a_row_is_there_or_gone_and_a_storage_that_fails_is_neither() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.fail.impl", FailingFileSystem.class.getName());
    String landing = FailingFileSystem.SCHEME + ":" + folder;
    RereadRows rows =
        new RereadRows(new SerializableConfiguration(hadoop), landing, ReadLimits.DEFAULT);
    Files.writeString(folder.resolve("a.jsonl"), "{\"b\": 1, \"a\": 2}\n");
    Files.writeString(folder.resolve("b.jsonl.gz"), "not packed");
    String hash =
        ContentHash.of(
            new org.apache.hadoop.fs.Path(landing, "a.jsonl"), new Configuration(hadoop));
    RowOrigin there = new RowOrigin("a.jsonl", hash, 1);

    assertThat(rows.read(there)).contains("{\"a\":2,\"b\":1}");
    assertThat(rows.read(new RowOrigin("a.jsonl", hash, 2))).isEmpty();
    assertThat(rows.read(new RowOrigin("a.jsonl", "another", 1))).isEmpty();
    assertThat(rows.read(new RowOrigin("gone.jsonl", hash, 1))).isEmpty();
    assertThat(rows.read(new RowOrigin("b.jsonl.gz", hash, 1))).isEmpty();
    for (int answers = 0; answers < 2; answers++) {
      FailingFileSystem.answerOnly(answers, "a.jsonl");
      assertThatThrownBy(() -> rows.read(there))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("a.jsonl")
          .hasRootCauseMessage("503 Slow Down");
    }
    FailingFileSystem.answerOnly(0, "");
  }
}

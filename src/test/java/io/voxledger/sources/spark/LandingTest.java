package io.voxledger.sources.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingTest {
  @TempDir private Path folder;

  @Test
  void markdownBesideTheRateCardsOfTheSettingsIsNoCard() throws IOException {
    write("rates/openai.yaml");
    write("rates/2026/livekit.yml");
    write("rates/pulled=2025/old.yaml"); // cards are of no pull
    write("rates/README.md");
    write("rates/openai.yaml.txt"); // a card with a wrong name must not be passed over

    List<LandedFile> found = landing().listRates(folder.resolve("rates").toString());

    assertThat(found)
        .extracting(LandedFile::path)
        .containsExactly(
            "settings:rates/2026/livekit.yml",
            "settings:rates/openai.yaml",
            "settings:rates/openai.yaml.txt",
            "settings:rates/pulled=2025/old.yaml");
  }

  @Test
  void filesBeingWrittenAndHiddenOnesAreNotListed() throws IOException {
    write("usage/openai-realtime/a.jsonl");
    write("usage/openai-realtime/b.jsonl.tmp");
    write("usage/openai-realtime/_SUCCESS");
    write("usage/openai-realtime/.a.jsonl.crc");

    assertThat(landing().list(folder.toString()))
        .extracting(LandedFile::path)
        .containsExactly("usage/openai-realtime/a.jsonl");
  }

  /** A reader of a pipe that nobody writes to would wait all night. */
  @Test
  void aPipeIsNamedAndNotRead() throws IOException, InterruptedException {
    write("usage/openai-realtime/a.jsonl");
    Path pipe = folder.resolve("usage/openai-realtime/pipe.jsonl");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Files.createFile(folder.resolve("usage/openai-realtime/empty.jsonl"));

    Landing.Listing listing = landing().survey(folder.toString());

    assertThat(listing.files())
        .extracting(LandedFile::path)
        .containsExactly("usage/openai-realtime/a.jsonl", "usage/openai-realtime/empty.jsonl");
    assertThat(listing.misplaced()).containsExactly("usage/openai-realtime/pipe.jsonl");
  }

  @Test
  void aFolderThatIsNotThereHasNoFiles() throws IOException {
    assertThat(landing().list(folder.resolve("nowhere").toString())).isEmpty();
  }

  private Landing landing() {
    return new Landing(new Configuration());
  }

  private void write(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "id: x\n");
  }
}

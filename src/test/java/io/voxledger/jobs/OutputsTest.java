package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
  @TempDir private Path folder;

  @Test
  void aFolderIsNoPlaceForAFile() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("adir.csv"));

    assertThatThrownBy(() -> require(Outputs.Kind.FILE, taken))
        .isInstanceOf(Voxledger.WrongUsage.class)
        .hasMessage("--out adir.csv is a folder; name a file in it");
    assertThatCode(() -> require(Outputs.Kind.FOLDER, taken)).doesNotThrowAnyException();
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path taken = Files.createFile(folder.resolve("afile"));

    assertThatThrownBy(() -> require(Outputs.Kind.FOLDER, taken))
        .hasMessage("--out afile: " + taken + " is a file, not a folder");
    assertThatThrownBy(() -> require(Outputs.Kind.FILE, taken.resolve("f.csv")))
        .hasMessage("--out f.csv: " + taken + " is a file, not a folder");
    assertThatCode(() -> require(Outputs.Kind.FILE, taken)).doesNotThrowAnyException();
  }

  @Test
  void whatIsNotThereYetIsFine() {
    Path free = folder.resolve("new/f.csv");

    assertThatCode(() -> require(Outputs.Kind.FILE, free)).doesNotThrowAnyException();
    assertThatCode(() -> Outputs.require(Outputs.Kind.FILE, "s3a://b/f.csv", "s3a://b/f.csv"))
        .doesNotThrowAnyException();
  }

  private static void require(Outputs.Kind kind, Path target) {
    Outputs.require(kind, target.getFileName().toString(), "file:" + target);
  }
}

package io.voxledger.jobs;

import io.voxledger.rates.RateCard;
import io.voxledger.rates.RateCardReader;
import io.voxledger.rates.RateCardResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rate cards that come with Voxledger, as they are in its jar. A night uses them only where the
 * settings name their folder, {@code conf/rates}.
 */
final class BuiltInCards {
  private static final String FOLDER = "/rates";

  private BuiltInCards() {}

  /** All of them, by file name. */
  static List<RateCard> read() {
    URL folder = BuiltInCards.class.getResource(FOLDER);
    if (folder == null) {
      return List.of();
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath(FOLDER));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the built-in rate cards stand at no address: " + folder, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the built-in rate cards at " + folder, e);
    }
  }

  private static List<RateCard> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".yaml"))
          .sorted()
          .map(BuiltInCards::card)
          .toList();
    }
  }

  private static RateCard card(Path file) {
    try {
      RateCardResult result =
          RateCardReader.read(Files.readString(file), "built-in:" + file.getFileName());
      if (result instanceof RateCardResult.Accepted accepted) {
        return accepted.card();
      }
      throw new IllegalStateException(((RateCardResult.Rejected) result).problem().message());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

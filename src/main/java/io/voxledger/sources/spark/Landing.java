package io.voxledger.sources.spark;

import io.voxledger.sources.LandingPath;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Lists landing areas. Listing is all that is done for files that are known. */
public final class Landing {
  /** What the paths of files in the settings' rate folders begin with. */
  public static final String SETTINGS = "settings:";

  private final Configuration conf;

  public Landing(Configuration conf) {
    this.conf = conf;
  }

  /**
   * What lies in a landing area.
   *
   * @param files all that are to be read, by path
   * @param isThere whether there is such a folder at all
   * @param misplaced paths of files that are in no source's folder, and of pipes and devices of a
   *     local disk; they are not read
   * @param badPulled folders named {@code pulled=} and no instant; their files are not read
   */
  public record Listing(
      List<LandedFile> files, boolean isThere, List<String> misplaced, Set<String> badPulled) {}

  /** Lists a landing area. */
  public Listing survey(String landing) throws IOException {
    return list(landing, "");
  }

  /**
   * All files below a landing area that are to be read, by path; none when there is no such folder.
   */
  public List<LandedFile> list(String landing) throws IOException {
    return survey(landing).files();
  }

  /**
   * The rate cards of a folder that the settings name. Unlike a landing area it is kept by hand, so
   * Markdown that explains the cards may stand beside them.
   */
  public List<LandedFile> listRates(String folder) throws IOException {
    String name = new Path(folder).getName();
    return list(folder, "rates/rate-card/" + name + "/").files().stream()
        .filter(file -> !file.path().endsWith(".md"))
        .map(file -> renamed(file, SETTINGS + file.path().substring("rates/rate-card/".length())))
        .toList();
  }

  private static LandedFile renamed(LandedFile file, String path) {
    return new LandedFile(
        path, file.uri(), file.bytes(), file.modifiedAt(), file.etagOrNull(), file.place());
  }

  private Listing list(String folder, String prefix) throws IOException {
    Path root = new Path(folder);
    FileSystem fs = root.getFileSystem(conf);
    String base = fs.makeQualified(root).toUri().getPath();
    List<LandedFile> files = new ArrayList<>();
    List<String> misplaced = new ArrayList<>();
    Set<String> badPulled = new TreeSet<>();
    try {
      RemoteIterator<LocatedFileStatus> found = fs.listFiles(root, true);
      while (found.hasNext()) {
        LocatedFileStatus status = found.next();
        String relative = relative(base, status.getPath().toUri());
        if (relative.isEmpty()) {
          throw new NotDirectoryException(folder + " is a file; name the folder that it lies in");
        }
        Optional<LandingPath> place =
            LandingPath.parse(prefix + relative).filter(any -> !isEndless(status));
        Optional<String> notPulled =
            prefix.isEmpty() // cards of the settings are of no pull
                ? place.flatMap(LandingPath::badPulledFolder)
                : Optional.empty();
        if (notPulled.isPresent()) {
          badPulled.add(notPulled.get());
        } else if (place.isPresent()) {
          files.add(file(status, prefix + relative, place.get()));
        } else if (!LandingPath.isIgnored(relative)) {
          misplaced.add(relative);
        }
      }
    } catch (FileNotFoundException nothingThere) {
      return new Listing(List.of(), false, List.of(), Set.of());
    }
    files.sort(Comparator.comparing(LandedFile::path));
    return new Listing(files, true, misplaced, badPulled);
  }

  /**
   * Whether reading it could wait for ever: a pipe or a device, which a local listing calls a file.
   */
  private static boolean isEndless(LocatedFileStatus status) {
    URI uri = status.getPath().toUri();
    if (status.getLen() > 0 || !"file".equals(uri.getScheme())) {
      return false;
    }
    File file = new File(uri.getPath());
    return file.exists() && !file.isFile();
  }

  private static String relative(String base, URI file) {
    String path = file.getPath().substring(base.length());
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static LandedFile file(LocatedFileStatus status, String path, LandingPath place) {
    return new LandedFile(
        path,
        status.getPath().toString(),
        status.getLen(),
        Instant.ofEpochMilli(status.getModificationTime()),
        etag(status).orElse(null),
        LandedFile.Place.of(place));
  }

  private static Optional<String> etag(LocatedFileStatus status) {
    return status instanceof EtagSource source
        ? Optional.ofNullable(source.getEtag())
        : Optional.empty();
  }
}

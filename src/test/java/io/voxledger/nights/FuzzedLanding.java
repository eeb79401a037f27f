package io.voxledger.nights;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A landing area of damaged rows: lines of usage and whole bills of every source, each damaged in
 * one or more ways, or in none, by a seeded choice.
 */
final class FuzzedLanding {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> NUMBERS =
      List.of(
          "1e-6176",
          "1e6144",
          "1e400",
          "-1",
          "0.1e-40",
          "NaN",
          "Infinity",
          "-0",
          "1.5",
          "\"7\"",
          "9".repeat(400),
          "0." + "3".repeat(200),
          "99999999999999999999999999",
          "01",
          "1e99999999999");
  private static final List<String> TEXTS =
      List.of(
          "",
          "../../../../etc/passwd",
          "=HYPERLINK(\"x\")",
          "\\u0000",
          "\\ud800",
          "\\",
          "é\u202e\ud83d\ude00",
          "2026-02-30T25:61:00Z",
          "9999-12-31T23:59:59Z",
          "0001-01-01T00:00:00Z",
          "a".repeat(100_000));
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "\"\"",
          "[[[[]]]]",
          "{\"a\":{\"a\":{}}}",
          "[".repeat(5_000),
          "[".repeat(3_000) + "]".repeat(3_000),
          "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000));
  private static final List<String> FILE_NAMES =
      List.of(
          "a b",
          "%2e%2e%2f",
          "#frag?query",
          "*{x}[y]",
          "é\u202e",
          "-rf",
          "x..y",
          "a=b",
          "'quoted\"");
  private static final Pattern NUMBER = Pattern.compile("(?<=[:,\\[ ])-?[0-9][0-9.eE+-]*");
  private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");
  private static final Pattern PAIR =
      Pattern.compile("\"[^\"\\\\]*\" ?: ?(\"[^\"\\\\]*\"|-?[0-9][0-9.]*)");
  private static final Pattern VALUE =
      Pattern.compile("(?<=: ?)(\"[^\"\\\\]*\"|-?[0-9][0-9.]*|true|false|null)");

  /** One byte that is no UTF-8 makes its whole file unreadable. */
  private enum Damage {
    ANY,
    STILL_UTF_8
  }

  private final Path folder;
  private final Random random;

  FuzzedLanding(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /**
   * Writes files of about 1,000 rows.
   *
   * @return the number of lines that are not blank of each file of lines, by path
   */
  Map<String, Long> lines(Path landing, int rows) {
    Map<String, List<String>> good = linesBySource(landing);
    List<String> sources = List.copyOf(good.keySet());
    Map<String, Long> counts = new TreeMap<>();
    for (int done = 0, file = 0; done < rows; done += 1_000, file++) {
      String source = sources.get(file % sources.size());
      String name = FILE_NAMES.get(random.nextInt(FILE_NAMES.size())) + "-" + file;
      boolean zipped = random.nextInt(4) == 0;
      String path = "usage/" + source + "/" + name + (zipped ? ".jsonl.gz" : ".jsonl");
      Damage damage = file % 10 == 9 ? Damage.ANY : Damage.STILL_UTF_8;
      List<String> lines = chosen(good.get(source), Math.min(1_000, rows - done));
      long written = writeLines(path, zipped, lines, damage);
      counts.put(path, written);
    }
    return counts;
  }

  /** Writes damaged copies of whole documents, such as bills and rate cards. */
  void documents(Path landing, String stage, int copies) {
    List<Path> files = files(landing.resolve(stage));
    for (int i = 0; i < copies; i++) {
      Path file = files.get(random.nextInt(files.size()));
      String relative = landing.relativize(file).toString();
      int dot = relative.lastIndexOf('.');
      String path = relative.substring(0, dot) + "-" + i + relative.substring(dot);
      write(path, damaged(bytes(file), i % 3 == 0 ? Damage.ANY : Damage.STILL_UTF_8));
    }
  }

  /** Writes the rows of every source as CSV with damaged cells, and a damaged copy of the file. */
  void csv(Path landing, int rowsOfEach) {
    linesBySource(landing)
        .forEach(
            (source, good) -> {
              List<ObjectNode> rows =
                  chosen(good, rowsOfEach).stream().flatMap(FuzzedLanding::row).toList();
              Set<String> header = new TreeSet<>();
              rows.forEach(row -> row.fieldNames().forEachRemaining(header::add));
              byte[] csv =
                  Stream.concat(
                          Stream.of(String.join(",", header)),
                          rows.stream().map(row -> csvLine(row, header)))
                      .collect(joining("\n"))
                      .getBytes(UTF_8);
              write("usage/" + source + "/cells.csv", csv);
              write("usage/" + source + "/broken.csv", damaged(csv, Damage.ANY));
            });
  }

  private String csvLine(ObjectNode row, Set<String> header) {
    return header.stream().map(name -> cell(row.path(name))).collect(joining(","));
  }

  private String cell(JsonNode value) {
    String text = value.isContainerNode() ? value.toString() : value.asText("");
    String written = random.nextInt(30) == 0 ? text(text) : text;
    return '"' + written.replace("\"", "\"\"") + '"';
  }

  /** None where the sample itself has a line that is no object. */
  private static Stream<ObjectNode> row(String line) {
    try {
      return JSON.readTree(line) instanceof ObjectNode object ? Stream.of(object) : Stream.empty();
    } catch (JsonProcessingException broken) {
      return Stream.empty();
    }
  }

  /** Writes a file that is small only as long as it is packed. */
  void bomb(String path, long megabytes) {
    try (OutputStream out = new GZIPOutputStream(open(path))) {
      byte[] megabyte = new byte[1 << 20];
      Arrays.fill(megabyte, (byte) '[');
      for (long i = 0; i < megabytes; i++) {
        out.write(megabyte);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> chosen(List<String> good, int rows) {
    return Stream.generate(() -> one(good)).limit(rows).toList();
  }

  private long writeLines(String path, boolean zipped, List<String> good, Damage damage) {
    long lines = 0;
    try (OutputStream file = open(path);
        OutputStream out = zipped ? new GZIPOutputStream(file) : file) {
      for (String line : good) {
        byte[] whole = line.getBytes(UTF_8);
        byte[] bytes = random.nextInt(3) == 0 ? whole : damaged(whole, damage);
        out.write(bytes);
        out.write('\n');
        lines += notBlank(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** Damage may cut a line in two, so they are counted in what was written. */
  private static long notBlank(byte[] bytes) {
    long lines = 0;
    boolean blank = true;
    for (byte one : bytes) {
      if (one == '\n') {
        lines += blank ? 0 : 1;
        blank = true;
      } else if (one != ' ' && one != '\t' && one != '\r') {
        blank = false;
      }
    }
    return lines + (blank ? 0 : 1);
  }

  private byte[] damaged(byte[] good, Damage damage) {
    byte[] bytes = good;
    for (int times = 1 + random.nextInt(2); times > 0; times--) {
      bytes =
          damage == Damage.ANY && random.nextBoolean()
              ? bytes(bytes)
              : text(new String(bytes, UTF_8)).getBytes(UTF_8);
    }
    return bytes;
  }

  private String text(String row) {
    return switch (random.nextInt(8)) {
      case 0 -> replaced(row, NUMBER, one(NUMBERS));
      case 1 -> replaced(row, TEXT, '"' + one(TEXTS) + '"');
      case 2 -> replaced(row, VALUE, one(VALUES));
      case 3 -> repeatedPair(row);
      case 4 -> row + row;
      case 5 -> "\ufeff" + row;
      case 6 -> row.replaceFirst("[:,]", "$0\0");
      default -> row.isEmpty() ? row : row.substring(0, random.nextInt(row.length()));
    };
  }

  private byte[] bytes(byte[] row) {
    if (row.length == 0) {
      return row;
    }
    return switch (random.nextInt(5)) {
      case 0 -> with(row, new byte[] {0});
      case 1 -> with(row, new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0});
      case 2 -> with(row, "\ufeff".getBytes(UTF_8));
      case 3 -> new String(row, UTF_8).getBytes(UTF_16LE);
      default -> with(row, new byte[] {(byte) random.nextInt(256)});
    };
  }

  private byte[] with(byte[] row, byte[] more) {
    int at = random.nextInt(row.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(row, 0, at);
    out.writeBytes(more);
    out.write(row, at, row.length - at);
    return out.toByteArray();
  }

  private String replaced(String row, Pattern what, String by) {
    List<MatchResult> found = what.matcher(row).results().toList();
    if (found.isEmpty()) {
      return row + by;
    }
    MatchResult one = one(found);
    return row.substring(0, one.start()) + by + row.substring(one.end());
  }

  private String repeatedPair(String row) {
    Matcher pair = PAIR.matcher(row);
    return pair.find()
        ? row.substring(0, pair.end()) + "," + pair.group() + row.substring(pair.end())
        : row;
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static Map<String, List<String>> linesBySource(Path landing) {
    Map<String, List<String>> lines = new TreeMap<>();
    for (Path file : files(landing.resolve("usage"))) {
      if (file.toString().endsWith(".jsonl")) {
        String source = landing.resolve("usage").relativize(file).getName(0).toString();
        String text = new String(bytes(file), UTF_8);
        lines.computeIfAbsent(source, s -> new ArrayList<>()).addAll(text.lines().toList());
      }
    }
    return lines;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String path, byte[] bytes) {
    try (OutputStream out = open(path)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OutputStream open(String path) throws IOException {
    Path target = folder.resolve(path);
    Files.createDirectories(target.getParent());
    return new BufferedOutputStream(Files.newOutputStream(target));
  }
}

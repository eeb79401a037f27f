package io.voxledger.sources;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a file's name says about its content. */
public record LandedFormat(Form form, Packing packing) {
  /** How rows stand in the file. */
  public enum Form {
    /** One document, any layout. */
    JSON,
    /** One document a line. */
    JSON_LINES,
    CSV,
    YAML,
    PARQUET
  }

  /** How the file's bytes are compressed. */
  public enum Packing {
    PLAIN,
    GZIP,
    ZSTD
  }

  /**
   * The format of a file name, without regard to case; empty when the name has no extension known
   * here.
   */
  public static Optional<LandedFormat> of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    Packing packing =
        name.endsWith(".gz") ? Packing.GZIP : name.endsWith(".zst") ? Packing.ZSTD : Packing.PLAIN;
    String unpacked = packing == Packing.PLAIN ? name : name.substring(0, name.lastIndexOf('.'));
    return Arrays.stream(Form.values())
        .filter(form -> endings(form, packing).anyMatch(unpacked::endsWith))
        .findFirst()
        .map(form -> new LandedFormat(form, packing));
  }

  private static Stream<String> endings(Form form, Packing packing) {
    return switch (form) {
      case JSON -> Stream.of(".json");
      case JSON_LINES -> Stream.of(".jsonl", ".ndjson");
      case CSV -> Stream.of(".csv");
      case YAML -> Stream.of(".yaml", ".yml");
      case PARQUET -> packing == Packing.PLAIN ? Stream.of(".parquet") : Stream.empty();
    };
  }
}

package io.voxledger.jobs;

import io.voxledger.reports.finance.CsvSheet;
import io.voxledger.reports.finance.FinancePack;
import io.voxledger.reports.finance.Sheet;
import io.voxledger.reports.finance.html.HtmlPack;
import io.voxledger.reports.finance.xlsx.XlsxPack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes a finance pack into a folder, of this machine or of a store that Hadoop knows. */
final class PackFiles {
  private static final String LOCAL = "file:";

  private final String folder;
  private final Configuration hadoop;

  /** What a pack can be written as. */
  enum Format {
    XLSX,
    HTML,
    CSV
  }

  /**
   * @param folder an absolute URI without a trailing slash
   */
  PackFiles(String folder, Configuration hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  /** Gives the files' places, in the order of the formats. */
  List<String> write(FinancePack pack, List<Format> formats) throws IOException {
    String name = name(pack);
    List<String> written = new ArrayList<>();
    for (Format format : formats.stream().distinct().toList()) {
      switch (format) {
        case XLSX -> {
          ByteArrayOutputStream workbook = new ByteArrayOutputStream();
          XlsxPack.write(pack, workbook);
          written.add(save(name + ".xlsx", workbook.toByteArray()));
        }
        case HTML -> written.add(save(name + ".html", utf8(HtmlPack.text(pack))));
        case CSV -> {
          for (Sheet sheet : pack.sheets()) {
            String file = name + "-csv/" + CsvSheet.fileName(sheet);
            written.add(save(file, utf8(CsvSheet.text(sheet))));
          }
        }
      }
    }
    return written;
  }

  private static String name(FinancePack pack) {
    return "finance-" + pack.month() + pack.project().map(name -> "-" + plain(name)).orElse("");
  }

  /**
   * A project's name may hold anything; a file's may not. What is left out of a name is told by a
   * number, so that no project's pack takes the place of another's.
   */
  private static String plain(String project) {
    String plain = project.replaceAll("[^\\p{Alnum}._-]", "_");
    return plain.equals(project) ? plain : "%s-%08x".formatted(plain, project.hashCode());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String save(String name, byte[] bytes) throws IOException {
    String file = folder + "/" + name;
    if (file.startsWith(LOCAL)) {
      // Hadoop would leave a checksum file beside it.
      java.nio.file.Path local = java.nio.file.Path.of(file.substring(LOCAL.length()));
      Files.createDirectories(local.getParent());
      Files.write(local, bytes);
      return local.toString();
    }
    Path remote = new Path(file);
    try (OutputStream out = remote.getFileSystem(hadoop).create(remote, true)) {
      out.write(bytes);
    }
    return file;
  }
}

package io.voxledger.lake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The form of all tables that a program declares, remembered in a small file of the warehouse: a
 * night need not look at every table to know that nothing is to be upgraded.
 */
final class WarehouseForm {
  private static final String FILE = "_form";

  private final String declared;
  private final Path file;
  private final Configuration conf;

  WarehouseForm(Collection<TableDefinition> tables, String warehouse, Configuration conf) {
    StringBuilder form = new StringBuilder("version " + TableDefinition.SCHEMA_VERSION + "\n");
    for (TableDefinition table : tables) {
      table
          .columns()
          .forEach(
              column ->
                  form.append(table.name() + " " + column.name() + " " + column.sqlType() + "\n"));
    }
    this.declared = form.toString();
    this.file = new Path(warehouse, FILE);
    this.conf = conf;
  }

  /**
   * Whether the warehouse's tables are known to have it; a file that is gone or damaged tells
   * nothing.
   */
  boolean isThatOfTheWarehouse() {
    try (InputStream in = file.getFileSystem(conf).open(file)) {
      return declared.equals(new String(in.readAllBytes(), UTF_8));
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Notes that the published tables have it. */
  void remember() throws IOException {
    FileSystem fs = file.getFileSystem(conf);
    try (OutputStream out = fs.create(file, true)) {
      out.write(declared.getBytes(UTF_8));
    }
  }
}

package io.voxledger.jobs;

import io.voxledger.lake.Column;
import io.voxledger.lake.TableDefinition;
import io.voxledger.lake.Warehouse;
import io.voxledger.settings.Settings;
import io.voxledger.tables.AllTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voxledger dictionary}: what stands in the tables. */
@Command(
    name = "dictionary",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the tables and columns as Markdown, or as SQL that makes them known to a catalogue."
    },
    footer = {
      "",
      "Example:",
      "  jobs/voxledger dictionary > TABLES.md",
      "  jobs/voxledger dictionary --ddl > views.sql"
    })
final class DictionaryCommand implements Callable<Integer> {
  @Mixin private RunOptions common;

  @Option(
      names = "--internal",
      description = "also the job's own tables, which may change without notice")
  private boolean internal;

  @Option(
      names = "--ddl",
      description = {
        "statements in Spark SQL: the tables where they lie, and views pinned to what the newest"
            + " run published"
      })
  private boolean ddl;

  @Override
  public Integer call() {
    if (ddl) {
      String sql = ddl();
      System.out.print(common.isJson() ? JsonLine.of(Map.of("ddl", sql)) + "\n" : sql);
    } else if (common.isJson()) {
      System.out.println(JsonLine.of(Map.of("tables", tables(internal))));
    } else {
      System.out.print(markdown(internal));
    }
    return ExitCode.DONE.code();
  }

  private String ddl() {
    Settings settings = common.settings();
    Warehouse warehouse = new Warehouse(common.spark(settings), settings.warehouse());
    return new ViewDefinitions(warehouse, NewestRun.of(warehouse), internal).text();
  }

  private static List<Map<String, Object>> tables(boolean internal) {
    return AllTables.ALL.stream()
        .filter(table -> table.isPublic() || internal)
        .map(DictionaryCommand::fields)
        .toList();
  }

  private static Map<String, Object> fields(TableDefinition table) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("table", table.name());
    fields.put("grain", table.grain());
    fields.put("key", table.key());
    fields.put("partitioned_by", table.partition().orElse(null));
    fields.put("columns", table.columns().stream().map(DictionaryCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Column column) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("column", column.name());
    fields.put("type", column.sqlType());
    fields.put("nullable", column.nullable());
    fields.put("comment", column.comment());
    return fields;
  }

  /** The dictionary, generated from the declarations that the tables are made from. */
  static String markdown(boolean internal) {
    StringBuilder text = new StringBuilder("# Tables\n");
    for (TableDefinition table : AllTables.ALL) {
      if (table.isPublic() || internal) {
        append(text, table);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, TableDefinition table) {
    text.append("\n## ").append(table.name()).append('\n').append(table.grain()).append('\n');
    text.append("Key: ").append(String.join(", ", table.key())).append('.');
    table.partition().ifPresent(p -> text.append(" Partitioned by ").append(p).append('.'));
    text.append("\n\n| column | type | null | |\n| --- | --- | --- | --- |\n");
    for (Column column : table.columns()) {
      text.append("| ")
          .append(column.name())
          .append(" | ")
          .append(column.sqlType())
          .append(" | ")
          .append(column.nullable() ? "yes" : "")
          .append(" | ")
          .append(column.comment())
          .append(" |\n");
    }
  }
}

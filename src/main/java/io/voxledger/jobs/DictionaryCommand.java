package io.voxledger.jobs;

import io.voxledger.lake.Column;
import io.voxledger.lake.TableDefinition;
import io.voxledger.tables.AllTables;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voxledger dictionary}: what stands in the tables. */
@Command(
    name = "dictionary",
    mixinStandardHelpOptions = true,
    description = "Prints the tables and columns as Markdown.",
    footer = {"", "Example:", "  jobs/voxledger dictionary > TABLES.md"})
final class DictionaryCommand implements Callable<Integer> {
  @Option(
      names = "--internal",
      description = "also the job's own tables, which may change without notice")
  private boolean internal;

  @Override
  public Integer call() {
    System.out.print(markdown(internal));
    return ExitCode.DONE.code();
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

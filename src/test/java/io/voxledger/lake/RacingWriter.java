package io.voxledger.lake;

import io.delta.storage.LogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Commits to a log as fast as it can, as Delta does: a version that another writer has taken makes
 * it try the next. Prints every commit that its log store said it had made.
 */
final class RacingWriter {
  private RacingWriter() {}

  /** Arguments: the log store's class, the log's folder, this writer's name, how many commits. */
  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    Configuration conf = new Configuration();
    for (String setting : List.of(args).subList(4, args.length)) {
      conf.set(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    LogStore store =
        (LogStore) Class.forName(args[0]).getConstructor(Configuration.class).newInstance(conf);
    int commits = Integer.parseInt(args[3]);
    long version = 0;
    for (int i = 0; i < commits; version++) {
      String action = args[2] + "-" + i;
      try {
        store.write(file(args[1], version), List.of(action).iterator(), false, conf);
        System.out.println(version + " " + action);
        i++;
      } catch (FileAlreadyExistsException taken) {
        continue;
      }
    }
  }

  static Path file(String log, long version) {
    return new Path(log, "%020d.json".formatted(version));
  }
}

package io.voxledger.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;

/**
 * Runs writes of different tables side by side: most of a small write is waiting for the driver.
 */
public final class AtOnce {
  private AtOnce() {}

  /** Runs all of them; throws what the first that failed threw, when all have ended. */
  public static void run(SparkSession spark, Runnable... tasks) {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.length);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable task : tasks) {
        running.add(
            threads.submit(
                () -> {
                  SparkSession.setActiveSession(spark);
                  task.run();
                }));
      }
      RuntimeException failure = null;
      for (Future<?> one : running) {
        failure = firstOf(failure, one);
      }
      if (failure != null) {
        throw failure;
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static RuntimeException firstOf(RuntimeException earlier, Future<?> task) {
    try {
      task.get();
      return earlier;
    } catch (ExecutionException e) {
      return earlier != null ? earlier : asRuntime(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("interrupted while tables were written", e);
    }
  }

  private static RuntimeException asRuntime(Throwable cause) {
    return cause instanceof RuntimeException known
        ? known
        : new IllegalStateException("a table could not be read or written", cause);
  }
}

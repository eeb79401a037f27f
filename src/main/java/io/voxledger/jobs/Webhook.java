package io.voxledger.jobs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a person's chat or pager what a run found: one POST of JSON to the address in {@code
 * VOXLEDGER_WEBHOOK}. The address is often a secret by itself, so it stands in no file and in no
 * message. Whatever becomes of the call, the run is what it was.
 */
final class Webhook {
  static final String VARIABLE = "VOXLEDGER_WEBHOOK";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Optional<String> address;
  private final Progress progress;

  Webhook(Optional<String> address, Progress progress) {
    this.address = address;
    this.progress = progress;
  }

  /** Posts a run's alerts, if there are any and an address is set. */
  void tell(RunContext run, RunReport report) {
    if (address.isPresent() && !report.alerts().isEmpty()) {
      try {
        int status = post(JsonLine.of(body(run, report)));
        if (status / 100 != 2) {
          progress.warn("the webhook of " + VARIABLE + " answered " + status);
        }
      } catch (IOException | IllegalArgumentException e) {
        progress.warn(
            "the webhook of %s could not be called (%s); check the address"
                .formatted(VARIABLE, e.getClass().getSimpleName()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private int post(String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address.orElseThrow()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return HttpClient.newBuilder()
        .connectTimeout(PATIENCE)
        .build()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** {@code text} is what chats show. */
  private static Map<String, Object> body(RunContext run, RunReport report) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("text", "Voxledger, " + run.logicalDate() + ": " + String.join("; ", report.alerts()));
    body.put("run_id", report.runId());
    body.put("logical_date", run.logicalDate().toString());
    body.put("exit_code", report.exitCode().code());
    body.put("warehouse", run.warehouse().uri());
    body.put("alerts", report.alerts());
    return body;
  }
}

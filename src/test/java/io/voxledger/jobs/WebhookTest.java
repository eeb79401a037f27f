package io.voxledger.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.voxledger.lake.Warehouse;
import io.voxledger.settings.Settings;
import io.voxledger.settings.SettingsReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Progress progress =
      new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), true, Clock.systemUTC());

  private RunContext run() {
    Settings settings = SettingsReader.read(Path.of("conf/voxledger.yaml"));
    return new RunContext(
        new Warehouse(null, "file:/w"),
        settings,
        "run",
        "nightly",
        LocalDate.parse("2026-09-10"),
        Instant.EPOCH,
        Instant.EPOCH,
        progress);
  }

  private static RunReport report(String... alerts) {
    return new RunReport(
        "run", ExitCode.GATE_BROKEN, Map.of(), Map.of(), List.of(alerts), List.of(alerts));
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void tell(String address, RunReport report) {
    new Webhook(Optional.ofNullable(address), progress).tell(run(), report);
  }

  @Test
  void alerts_are_posted_as_json_and_nothing_else_is() throws IOException {
    List<String> bodies = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(bodies.size() == 1 ? 204 : 500, -1);
          exchange.close();
        });
    server.start();
    String address = "http://localhost:" + server.getAddress().getPort() + "/hook?key=secret";
    try {
      tell(address, report());
      tell(null, report("no"));
      assertThat(bodies).isEmpty();
      tell(address, report("budget of acme", "no bill of openai"));
      assertThat(bodies)
          .containsExactly(
              "{\"text\":\"Voxledger, 2026-09-10: budget of acme; no bill of"
                  + " openai\",\"run_id\":\"run\",\"logical_date\":\"2026-09-10\",\"exit_code\":3,\"warehouse\":\"file:/w\",\"alerts\":[\"budget"
                  + " of acme\",\"no bill of openai\"]}");
      assertThat(said()).isEmpty();
      tell(address, report("again"));
      assertThat(said()).contains("VOXLEDGER_WEBHOOK answered 500").doesNotContain("secret");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_webhook_that_cannot_be_called_is_only_a_warning() {
    tell("http://localhost:1/hook?key=secret", report("budget"));
    tell("no address", report("budget"));
    assertThat(said()).contains("could not be called").doesNotContain("secret");
  }
}

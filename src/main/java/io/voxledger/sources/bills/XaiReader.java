package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.Amounts;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Responses of xAI that tell what they cost, in {@code usage.cost_in_usd_ticks} of 10^-10 dollars,
 * tools included: an envelope with {@code observed_at} around a response in {@code event}, or the
 * response alone where it says when it was {@code created}.
 */
@AutoService(BillReader.class)
public final class XaiReader implements BillReader {
  private static final String BILLER = "xai";
  private static final BillSource SOURCE =
      BillSource.appending("xai", 110, Grain.DAY).of(BILLER).in(Amounts.TEN_BILLIONTHS);

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    String account = names.account(file, BILLER);
    return LinedFile.read(file, text, account, row -> response(row, account));
  }

  private static List<BillBucket> response(JsonObject row, String defaultAccount) {
    JsonObject response = row.objectIfAny("event").orElse(row);
    String id = response.needText("id");
    JsonObject usage = response.object("usage");
    if (!usage.has("cost_in_usd_ticks")) {
      return List.of();
    }
    Money money =
        Money.of(
            SOURCE.amounts().exact(usage.money("cost_in_usd_ticks")),
            "USD",
            usage.at("cost_in_usd_ticks"));
    Payer payer = Payer.of(BILLER, row.text("account").orElse(defaultAccount));
    Optional<String> model = response.text("model").or(() -> row.text("model"));
    Instant at = time(row, response);
    return LinedFile.stating(
        Days.of(at),
        LineDraft.of(id, payer, Days.of(at))
            .lineItem(model)
            .model(model)
            .serviceTier(response.text("service_tier"))
            .costs(money));
  }

  private static Instant time(JsonObject row, JsonObject response) {
    return row.instantIfAny("observed_at")
        .or(() -> response.instantIfAny("created_at"))
        .or(() -> response.instantIfAny("created"))
        .orElseThrow(
            () ->
                new RowProblem(
                    Reason.NO_TIMESTAMP,
                    row.place() + " has no observed_at, and its response no created_at"));
  }
}

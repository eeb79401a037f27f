package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.Amounts;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.measure.Meter;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Pages of Anthropic's cost report ({@code GET /v1/organizations/cost_report}). Amounts are text in
 * cents; there are no quantities. The account is the workspace; the organisation's default
 * workspace has no name. Costs of the Priority Tier are not in it.
 */
@AutoService(BillReader.class)
public final class AnthropicCostsReader implements BillReader {
  private static final String BILLER = "anthropic";
  private static final BillSource SOURCE =
      BillSource.restating("anthropic-costs", 40, Grain.DAY).of(BILLER).in(Amounts.CENTS);
  private static final Map<String, Meter> METERS =
      Map.of(
          "uncached_input_tokens", Meter.INPUT,
          "cache_read_input_tokens", Meter.CACHE_READ,
          "cache_creation_input_tokens", Meter.CACHE_WRITE,
          "cache_creation.ephemeral_5m_input_tokens", Meter.CACHE_WRITE_5M,
          "cache_creation.ephemeral_1h_input_tokens", Meter.CACHE_WRITE_1H,
          "output_tokens", Meter.OUTPUT);

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    String account = names.account(file, BILLER);
    return PagedFile.read(
        file,
        text,
        page ->
            new PagedFile.Page(
                page.flag("has_more"),
                OptionalInt.empty(),
                account,
                page.objects("data").stream().map(day -> day(file, day, account)).toList()));
  }

  private static BillBucket day(BillFile file, JsonObject day, String defaultAccount) {
    BillPeriod period = Days.between(day, day.instant("starting_at"), day.instant("ending_at"));
    List<BillLine> lines =
        day.objects("results").stream()
            .map(
                result -> {
                  String account = result.text("workspace_id").orElse(defaultAccount);
                  return line(
                      period, result, new Payer(BILLER, account, file.account().orElse(account)));
                })
            .toList();
    return new BillBucket(file.account(), period, lines);
  }

  /** A token type that is not known keeps the model without a meter, and the amount. */
  private static BillLine line(BillPeriod period, JsonObject result, Payer payer) {
    Money money =
        Money.of(
            SOURCE.amounts().exact(result.money("amount")),
            result.needText("currency"),
            result.at("amount"));
    return LineDraft.of(identity(result), payer, period)
        .lineItem(result.text("description").or(() -> result.text("cost_type")))
        .model(result.text("model"))
        .meter(result.text("token_type").map(METERS::get))
        .serviceTier(result.text("service_tier"))
        .costs(money);
  }

  /** Everything but the amount: what the report is grouped by grows. */
  private static String identity(JsonObject result) {
    return result.names().stream()
        .filter(name -> !name.equals("amount"))
        .sorted()
        .map(name -> name + "=" + result.fields().get(name))
        .collect(Collectors.joining("\u0000"));
  }
}

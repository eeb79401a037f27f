package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.Amounts;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillLine.More;
import io.voxledger.billed.BillLine.Requests;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Meter;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import io.voxledger.sources.bills.OpenAiResult.Owner;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pages of OpenAI's Usage API ({@code GET /v1/organization/usage/completions}, {@code
 * …/audio_speeches}, {@code …/audio_transcriptions}): what was used, without money.
 */
@AutoService(BillReader.class)
public final class OpenAiUsageReader implements BillReader {
  private static final BillSource SOURCE =
      BillSource.restating("openai-usage", 30, Grain.AS_WRITTEN)
          .of(OpenAiResult.BILLER)
          .in(Amounts.NONE);
  private static final Money NOTHING = new Money(BigDecimal.ZERO, "USD");
  private static final Set<String> TYPES =
      Set.of(
          "organization.usage.completions.result",
          "organization.usage.audio_speeches.result",
          "organization.usage.audio_transcriptions.result");

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    String account = names.account(file, OpenAiResult.BILLER);
    return PagedFile.read(file, text, page -> page(file, page, account));
  }

  private static PagedFile.Page page(BillFile file, JsonObject page, String account) {
    List<JsonObject> data = OpenAiPage.buckets(page);
    Owner owner = OpenAiPage.owner(data, file.account(), account);
    List<BillBucket> buckets = data.stream().map(bucket -> bucket(bucket, owner)).toList();
    return new PagedFile.Page(page.flag("has_more"), OptionalInt.empty(), account, buckets);
  }

  private static BillBucket bucket(JsonObject bucket, Owner owner) {
    BillPeriod period = OpenAiPage.period(bucket);
    List<BillLine> lines =
        bucket.objects("results").stream().flatMap(result -> lines(period, result, owner)).toList();
    return new BillBucket(Optional.empty(), period, lines);
  }

  private static Stream<BillLine> lines(BillPeriod period, JsonObject result, Owner owner) {
    OpenAiPage.requireType(result, TYPES);
    Requests requests = new Requests(result.flagIfAny("batch"), requests(result));
    List<BillLine> lines = new ArrayList<>();
    quantities(result)
        .forEach(
            (meter, quantity) ->
                lines.add(
                    LineDraft.of(identity(result, meter), payer(result, owner), period)
                        .model(result.text("model"))
                        .meter(Optional.of(meter))
                        .serviceTier(result.text("service_tier"))
                        .quantity(Optional.of(BilledQuantity.of(quantity, meter.basis())))
                        .more(More.NOTHING.reported(requests))
                        .costs(NOTHING)));
    return lines.stream();
  }

  /** Each endpoint is pulled, and restated, by itself. */
  private static Payer payer(JsonObject result, Owner owner) {
    Payer payer = owner.payer(result);
    String endpoint = result.text("object").orElse("");
    return new Payer(payer.biller(), payer.account(), payer.scope() + " " + endpoint);
  }

  private static Map<Meter, BigDecimal> quantities(JsonObject result) {
    OpenAiTokens tokens = new OpenAiTokens(result);
    result.quantity("seconds").ifPresent(seconds -> tokens.add(Meter.AUDIO_SECONDS, seconds));
    result.quantity("characters").ifPresent(count -> tokens.add(Meter.CHARACTERS, count));
    return tokens.byMeter();
  }

  private static long requests(JsonObject result) {
    BigDecimal count = result.quantity("num_model_requests").orElse(BigDecimal.ZERO);
    try {
      return count.longValueExact(); // the dashboard writes 3.0
    } catch (ArithmeticException e) {
      throw new RowProblem(
          Reason.NOT_A_NUMBER, result.at("num_model_requests") + " is no whole number");
    }
  }

  private static String identity(JsonObject result, Meter meter) {
    return Stream.of("object", "project_id", "user_id", "api_key_id", "model", "service_tier")
            .map(name -> result.text(name).orElse(""))
            .collect(Collectors.joining("\u0000"))
        + result.flagIfAny("batch").map(Object::toString).orElse("")
        + meter.code();
  }
}

package io.voxledger.sources.bills;

import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPage;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.screening.Reason;
import io.voxledger.screening.RowProblem;
import io.voxledger.usage.RowOrigin;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pages of OpenAI's Costs API ({@code GET /v1/organization/costs}), in {@code .json} a page a file,
 * in {@code .jsonl} a page a line. Periods are read from the epoch fields: their ISO siblings lose
 * the zone. A row is a page, so one bad result quarantines its page, which makes its pull
 * incomplete: a bill is used whole or not at all.
 */
public final class OpenAiCostsReader implements BillReader {
  private static final String BILLER = "openai";
  private static final String RESULT = "organization.costs.result";
  private static final BigDecimal QUANTITY_LIMIT = BigDecimal.TEN.pow(14);
  private static final Pattern PAGE_NUMBER =
      Pattern.compile("(?:^|[^a-z])page[-_]?([0-9]{1,6})(?![0-9])", Pattern.CASE_INSENSITIVE);

  /**
   * Who may be behind a page's results: its folder's account, its only organisation, and the
   * account of the settings.
   */
  private record Payer(
      Optional<String> folder, Optional<String> organization, String defaultAccount) {

    String scope(JsonObject result, String account) {
      return folder.or(() -> result.text("organization_id")).or(() -> organization).orElse(account);
    }
  }

  @Override
  public BillSource source() {
    return BillSource.OPENAI_COSTS;
  }

  @Override
  public BillReading read(BillFile file, String text, BillAccounts accounts) {
    List<TextRow> rows = TextRow.of(file, text);
    List<BillPage> pages = new ArrayList<>();
    List<BillReading.BadRow> bad = new ArrayList<>();
    for (TextRow row : rows) {
      try {
        pages.add(page(file, row, accounts.of(file, BILLER)));
      } catch (RowProblem e) {
        bad.add(new BillReading.BadRow(row.line(), e.reason(), e.getMessage(), row.text()));
      }
    }
    return new BillReading(rows.size(), Map.of(), pages, bad);
  }

  private static BillPage page(BillFile file, TextRow row, String defaultAccount) {
    JsonObject page = JsonDocument.object(row.text());
    requireType(page, "page");
    List<JsonObject> data = page.objects("data");
    Payer payer = new Payer(file.account(), organization(data), defaultAccount);
    List<BillBucket> buckets = data.stream().map(bucket -> bucket(bucket, payer)).toList();
    return new BillPage(
        file.pull(),
        new RowOrigin(file.path(), file.contentHash(), row.line()),
        number(file),
        page.flag("has_more"),
        defaultAccount,
        buckets);
  }

  private static BillBucket bucket(JsonObject bucket, Payer payer) {
    Instant start = bucket.instant("start_time");
    Instant end = bucket.instant("end_time");
    if (!start.isBefore(end)) {
      throw new RowProblem(
          Reason.BAD_TIMESTAMP, bucket.at("end_time") + " is not after its start_time");
    }
    BillPeriod period = new BillPeriod(start, end);
    List<BillLine> lines = new ArrayList<>();
    for (JsonObject result : bucket.objects("results")) {
      lines.add(line(period, result, payer));
    }
    return new BillBucket(payer.folder(), period, lines);
  }

  private static BillLine line(BillPeriod period, JsonObject result, Payer payer) {
    requireType(result, RESULT);
    String account = result.text("project_id").orElse(payer.defaultAccount());
    Optional<String> lineItem = result.text("line_item");
    Optional<OpenAiLineItem> parsed = lineItem.map(OpenAiLineItem::parse);
    Money money = money(result.object("amount"));
    return new BillLine(
        identity(result),
        payer.scope(result, account),
        BILLER,
        account,
        Optional.empty(),
        period,
        lineItem,
        parsed.flatMap(OpenAiLineItem::model),
        parsed.flatMap(OpenAiLineItem::meter),
        Optional.empty(),
        BillCategory.USAGE,
        quantity(result),
        money.amount(),
        money.currency(),
        false);
  }

  /**
   * The organisation of all results, where those that name one agree: some results leave it out.
   */
  private static Optional<String> organization(List<JsonObject> buckets) {
    Set<String> named =
        buckets.stream()
            .flatMap(bucket -> bucket.objects("results").stream())
            .flatMap(result -> result.text("organization_id").stream())
            .collect(Collectors.toSet());
    return named.size() == 1 ? Optional.of(named.iterator().next()) : Optional.empty();
  }

  private static Money money(JsonObject amount) {
    String currency =
        amount
            .text("currency")
            .orElseThrow(
                () -> new RowProblem(Reason.MISSING_FIELD, amount.at("currency") + " is missing"));
    return Money.of(amount.money("value"), currency, amount.place());
  }

  private static Optional<BilledQuantity> quantity(JsonObject result) {
    Optional<BilledQuantity> quantity =
        result.quantity("quantity").map(q -> OpenAiUnit.convert(q, result.text("quantity_unit")));
    if (quantity.filter(q -> q.value().compareTo(QUANTITY_LIMIT) >= 0).isPresent()) {
      throw new RowProblem(Reason.NUMBER_OUT_OF_RANGE, result.at("quantity") + " is 10^14 or more");
    }
    return quantity;
  }

  /**
   * What OpenAI groups costs by: one result of a bucket differs from the others in one of these.
   */
  private static String identity(JsonObject result) {
    return Stream.of("project_id", "line_item", "api_key_id", "user_id", "organization_id")
        .map(name -> result.text(name).orElse(""))
        .collect(Collectors.joining("\u0000"));
  }

  private static void requireType(JsonObject json, String type) {
    json.text("object")
        .filter(found -> !found.equals(type))
        .ifPresent(
            found -> {
              throw new RowProblem(
                  Reason.UNKNOWN_TYPE,
                  json.place() + " is a '" + found + "'; the Costs API gives a '" + type + "'");
            });
  }

  private static OptionalInt number(BillFile file) {
    Matcher matcher = PAGE_NUMBER.matcher(file.name());
    boolean isPageOfPull = file.pulledAt().isPresent() && TextRow.isOneDocument(file.name());
    return isPageOfPull && matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}

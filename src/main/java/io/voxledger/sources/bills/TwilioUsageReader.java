package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Pages of Twilio's daily usage records ({@code …/Usage/Records/Daily.json}), in GMT; the last day
 * is included. The category {@code totalprice} is the sum of others and left out.
 */
@AutoService(BillReader.class)
public final class TwilioUsageReader implements BillReader {
  static final String BILLER = "twilio";
  private static final BillSource SOURCE =
      BillSource.restating("twilio-usage", 80, Grain.DAY).of(BILLER);
  private static final String SUM_OF_OTHERS = "totalprice";

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
                page.has("next_page_uri"),
                number(page),
                account,
                page.objects("usage_records").stream()
                    .map(record -> day(file, record, account))
                    .toList()));
  }

  /** Twilio counts pages from 0. */
  private static OptionalInt number(JsonObject page) {
    Optional<BigDecimal> number = page.quantity("page");
    return number.isPresent() ? OptionalInt.of(number.get().intValue() + 1) : OptionalInt.empty();
  }

  private static BillBucket day(BillFile file, JsonObject record, String defaultAccount) {
    BillPeriod period = Days.inclusive(record.date("start_date"), record.date("end_date"));
    String account = record.text("account_sid").orElse(defaultAccount);
    Payer payer = new Payer(BILLER, account, file.account().orElse(account));
    String category = record.needText("category");
    List<BillLine> lines =
        category.equals(SUM_OF_OTHERS) ? List.of() : List.of(line(period, record, payer));
    return new BillBucket(Optional.of(payer.scope()), period, lines);
  }

  private static BillLine line(BillPeriod period, JsonObject record, Payer payer) {
    Optional<String> category = record.text("category");
    return LineDraft.of(category.orElseThrow(), payer, period)
        .lineItem(record.text("description").or(() -> category))
        .model(category)
        .quantity(
            record
                .text("usage_unit")
                .flatMap(unit -> record.quantity("usage").map(q -> Units.convert(q, unit))))
        .costs(Money.of(record.money("price"), record.needText("price_unit"), record.at("price")));
  }
}

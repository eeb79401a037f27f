package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.OpenAiResult.Owner;
import java.util.List;
import java.util.Optional;

/**
 * The cost CSV of OpenAI's dashboard. Its columns depend on what it is grouped by; a day on which
 * nothing was used is a row without an amount.
 */
@AutoService(BillReader.class)
public final class OpenAiCostsCsvReader implements BillReader {
  private static final BillSource SOURCE =
      BillSource.restating("openai-costs-csv", 20, Grain.DAY).of(OpenAiResult.BILLER);

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    String account = names.account(file, OpenAiResult.BILLER);
    Owner owner = new Owner(file.account(), Optional.empty(), account);
    return LinedFile.read(file, text, account, row -> List.of(day(row, owner)));
  }

  private static BillBucket day(JsonObject row, Owner owner) {
    BillPeriod period = OpenAiPage.period(row);
    List<BillLine> lines = row.has("amount_value") ? List.of(line(period, row, owner)) : List.of();
    return new BillBucket(owner.folder(), period, lines);
  }

  private static BillLine line(BillPeriod period, JsonObject row, Owner owner) {
    Money money =
        Money.of(row.money("amount_value"), row.needText("amount_currency"), "amount_value");
    return OpenAiResult.line(period, row, owner, money);
  }
}

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
import java.util.OptionalInt;
import java.util.Set;

/**
 * Pages of OpenAI's Costs API ({@code GET /v1/organization/costs}), in {@code .json} a page a file,
 * in {@code .jsonl} a page a line.
 */
@AutoService(BillReader.class)
public final class OpenAiCostsReader implements BillReader {
  private static final BillSource SOURCE =
      BillSource.restating("openai-costs", 10, Grain.DAY).of(OpenAiResult.BILLER);

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
        bucket.objects("results").stream().map(result -> line(period, result, owner)).toList();
    return new BillBucket(owner.folder(), period, lines);
  }

  private static BillLine line(BillPeriod period, JsonObject result, Owner owner) {
    OpenAiPage.requireType(result, Set.of("organization.costs.result"));
    JsonObject amount = result.object("amount");
    Money money = Money.of(amount.money("value"), amount.needText("currency"), amount.place());
    return OpenAiResult.line(period, result, owner, money);
  }
}

package io.voxledger.billed;

import io.voxledger.measure.Basis;
import io.voxledger.measure.Meter;
import io.voxledger.usage.RowOrigin;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Builds pages and lines for tests; only what matters needs to be said. Days are days of September
 * 2026.
 */
public final class Pages {
  private final BillFile file;
  private final List<BillBucket> buckets = new ArrayList<>();
  private OptionalInt number = OptionalInt.empty();
  private boolean hasMore = false;

  private Pages(BillFile file) {
    this.file = file;
  }

  /** A page in a pull's folder that was exported at midnight of that day. */
  public static Pages pulled(int day, String name) {
    return pulled(Sources.OPENAI_COSTS, day, name);
  }

  public static Pages pulled(BillSource source, int day, String name) {
    String path = "billing/" + source.folder() + "/pulled-" + day + "/" + name;
    return new Pages(
        new BillFile(source, path, "hash of " + path, Optional.of(at(day)), Optional.empty()));
  }

  /** A page in an account's folder. */
  public static Pages pulledFor(String account, int day, String name) {
    String path = "billing/openai-costs/account=" + account + "/pulled-" + day + "/" + name;
    return new Pages(
        new BillFile(
            Sources.OPENAI_COSTS, path, "hash", Optional.of(at(day)), Optional.of(account)));
  }

  /** A file outside of any pull's folder. */
  public static Pages single(String name, String contentHash) {
    return new Pages(
        new BillFile(
            Sources.OPENAI_COSTS,
            "billing/openai-costs/" + name,
            contentHash,
            Optional.empty(),
            Optional.empty()));
  }

  public Pages number(int n) {
    number = OptionalInt.of(n);
    return this;
  }

  public Pages hasMore() {
    hasMore = true;
    return this;
  }

  public Pages day(int day, BillLine... lines) {
    buckets.add(new BillBucket(file.account(), period(day), List.of(lines)));
    return this;
  }

  public BillPage page() {
    return new BillPage(
        file.pull(),
        new RowOrigin(file.path(), file.contentHash(), 1),
        number,
        hasMore,
        "the settings' account",
        buckets);
  }

  public static Instant at(int day) {
    return LocalDate.of(2026, 9, day).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  public static BillPeriod period(int day) {
    return new BillPeriod(at(day), at(day).plusSeconds(86_400));
  }

  /** Input of gpt-5.4 for account {@code acct}. */
  public static BillLine line(int day, String amount) {
    return line("acct", day, "gpt-5.4", amount);
  }

  public static BillLine line(String account, int day, String model, String amount) {
    return new BillLine(
        account + "|" + model,
        account,
        "openai",
        account,
        Optional.empty(),
        period(day),
        Optional.of(model + ", input"),
        Optional.of(model),
        Optional.of(Meter.INPUT),
        Optional.empty(),
        BillCategory.USAGE,
        Optional.of(BilledQuantity.of(BigDecimal.TEN, Basis.TOKENS)),
        new BigDecimal(amount),
        "USD",
        false);
  }
}

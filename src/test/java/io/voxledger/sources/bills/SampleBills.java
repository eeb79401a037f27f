package io.voxledger.sources.bills;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillPage;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BilledLine;
import io.voxledger.billed.FxRates;
import io.voxledger.billed.PullKey;
import io.voxledger.billed.SettleBills;
import io.voxledger.billed.SettledBills;
import io.voxledger.billed.SettledQuantity;
import io.voxledger.measure.Meter;
import io.voxledger.sources.LandingPath;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.time.BillingCalendar;
import io.voxledger.usage.ProviderAliases;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sample of one source of bills, read and settled without Spark. One euro is 1.10 dollars, one
 * new Taiwan dollar 0.03, of an earlier day; the accounts of the settings are called {@code
 * settings-<biller>}. Parquet files are left to the night that reads all samples.
 */
public final class SampleBills {
  /** Where the samples are. */
  public static final Path ROOT = Path.of("src/test/resources/bill-sources");

  private static final Map<String, BigDecimal> USD =
      Map.of("USD", BigDecimal.ONE, "EUR", new BigDecimal("1.10"), "TWD", new BigDecimal("0.03"));
  private static final FxRates FX =
      (currency, day) ->
          Optional.ofNullable(USD.get(currency))
              .map(usd -> new FxRates.Rate(usd, !currency.equals("USD")));

  private final Path folder;
  private final List<BillPage> pages = new ArrayList<>();
  private final List<PullKey> damaged = new ArrayList<>();
  private final List<String> quarantined = new ArrayList<>();
  private long rowsRead;
  private SettledBills settled;

  private SampleBills(Path folder) {
    this.folder = folder;
  }

  /** Reads and settles the sample. */
  public static SampleBills of(BillSource source) throws IOException {
    SampleBills sample = new SampleBills(ROOT.resolve(source.folder()));
    try (Stream<Path> files = Files.walk(sample.landing())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.toString().endsWith(".parquet")) {
          sample.read(source, file);
        }
      }
    }
    sample.settled =
        new SettleBills((biller, model, at) -> Optional.empty(), FX, BillingCalendar.DEFAULT)
            .settle(sample.pages, sample.damaged);
    return sample;
  }

  private Path landing() {
    return folder.resolve("landing");
  }

  private void read(BillSource source, Path path) throws IOException {
    String below = landing().relativize(path).toString();
    LandingPath landed =
        LandingPath.parse("billing/" + source.folder() + "/" + below).orElseThrow();
    BillFile file =
        new BillFile(
            source,
            landed.path(),
            "hash of " + below,
            landed.defaults().pulled(),
            landed.defaults().account());
    try {
      BillReading reading =
          BillReaders.of(source.folder())
              .orElseThrow()
              .read(file, Files.readString(path), names(source));
      pages.addAll(reading.pages());
      rowsRead += reading.rowsRead();
      if (reading.isDamaged()) {
        damaged.add(file.pull());
      }
      reading
          .bad()
          .forEach(bad -> quarantined.add(below + "," + bad.line() + "," + bad.reason().code()));
    } catch (UnreadableFile unreadable) {
      quarantined.add(below + ",,unreadable_file");
    }
  }

  private static BillNames names(BillSource source) {
    String biller = source.biller().orElse("nobody");
    return new BillNames(Map.of(biller, "settings-" + biller), ProviderAliases.BUILT_IN);
  }

  SettledBills settled() {
    return settled;
  }

  long rowsRead() {
    return rowsRead;
  }

  List<String> quarantined() {
    return quarantined;
  }

  List<String> expected(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name)).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /** What the first line of the expected lines says that a bill comes to. */
  public BigDecimal total() throws IOException {
    String first = Files.readAllLines(folder.resolve("lines.csv")).get(0);
    return new BigDecimal(first.replaceFirst("# used: ([-0-9.]+) USD.*", "$1"));
  }

  /** The lines, those that count first, then quantities that were reported without money. */
  List<String> lines() {
    return Stream.concat(
            settled.lines().stream()
                .sorted(java.util.Comparator.comparing(BilledLine::standing))
                .map(SampleBills::text),
            settled.quantities().stream().map(SampleBills::text))
        .toList();
  }

  private static String text(BilledLine billed) {
    var line = billed.line();
    return joined(
        billed.standing().code(),
        line.biller(),
        line.account(),
        billed.billingPeriod().start() + "/" + billed.billingPeriod().end(),
        line.invoiceId().orElse(""),
        line.lineItem().orElse(""),
        line.model().orElse(""),
        line.meter().map(Meter::code).orElse(""),
        line.serviceTier().orElse(""),
        line.category().code(),
        line.quantity().map(q -> plain(q.value()) + " " + q.unit()).orElse(""),
        plain(line.amount()) + " " + line.currency(),
        billed.billedCostUsd().map(SampleBills::plain).orElse(""),
        billed.usd().fxVariance().map(SampleBills::plain).orElse(""),
        line.open() ? "open" : "",
        line.more().extra().isEmpty()
            ? ""
            : new java.util.TreeMap<>(line.more().extra()).toString());
  }

  private static String text(SettledQuantity quantity) {
    return joined(
        quantity.biller(),
        quantity.account(),
        quantity.period().start() + "/" + quantity.period().end(),
        quantity.model().orElse(""),
        quantity.meter().code(),
        quantity.serviceTier().orElse(""),
        quantity.batch().map(Object::toString).orElse(""),
        plain(quantity.quantity()),
        Long.toString(quantity.requests()));
  }

  private static String joined(String... cells) {
    return Stream.of(cells).collect(Collectors.joining(" | "));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}

package io.voxledger.rates.imports;

import io.voxledger.measure.Meter;
import io.voxledger.rates.RateEntry;
import io.voxledger.rates.imports.PriceHistory.Conditional;
import io.voxledger.rates.imports.PriceHistory.Segment;
import io.voxledger.rates.imports.PriceSet.Threshold;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads prices of a flat CSV file, one a line. Columns: {@code provider} (or {@code biller}),
 * {@code model}, {@code usd} (or {@code price}), {@code per} (1 when absent), and what is priced:
 * {@code meter}, or {@code direction} (in, out), {@code unit} (tokens, characters, durations,
 * requests), {@code modality}, {@code cache} (read, write) and {@code ttl}. All others may be
 * absent or empty: {@code over_tokens} and {@code inclusive}, {@code tier}, {@code eff_from} (a
 * day), {@code tod} (UTC hours), {@code when} (a condition as JSON), {@code aliases} (parted by a
 * bar).
 */
final class FlatCsvFile {
  private static final String SOURCE = "csv";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
  private static final List<Set<String>> REQUIRED =
      List.of(
          Set.of("provider", "biller"),
          Set.of("model"),
          Set.of("usd", "price"),
          Set.of("meter", "unit"));

  /** Lines have no order of their own: what is dated comes behind what is not, by its date. */
  private static final Comparator<Conditional> BY_START =
      Comparator.comparing(
          Conditional::startOrNull, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final PulledFile file;
  private final CardSheaf sheaf;
  private final List<NotSaid> notSaid = new ArrayList<>();
  private final Map<String, CsvModel> models = new LinkedHashMap<>();

  /** Lines of one model, by condition. */
  private record CsvModel(
      String biller, String id, Map<CsvCondition, PriceSetBuilder> sets, List<String> aliases) {}

  /** Lines with the same condition make one list of prices. */
  private record CsvCondition(String start, String hours, String when, String tier, String path) {
    @Override
    public boolean equals(Object other) {
      return other instanceof CsvCondition that && words().equals(that.words());
    }

    @Override
    public int hashCode() {
      return words().hashCode();
    }

    private List<String> words() {
      return List.of(start, hours, when, tier);
    }
  }

  FlatCsvFile(PulledFile file) {
    this.file = file;
    this.sheaf = CardSheaf.ofOneOfSeveral(file, SOURCE);
  }

  ImportedRates read(String text) {
    try (CSVParser lines = CSVParser.parse(new StringReader(text), FORMAT)) {
      requireColumns(lines.getHeaderNames());
      for (CSVRecord line : lines) {
        line(line, "line " + lines.getCurrentLineNumber());
      }
    } catch (UncheckedIOException | IOException | IllegalArgumentException e) {
      throw new InvalidPriceFile("no CSV: " + e.getMessage(), e);
    }
    int priced = 0;
    for (CsvModel model : models.values()) {
      priced += card(model) ? 1 : 0;
    }
    return new ImportedRates(sheaf.cards(), models.size(), priced, notSaid);
  }

  private static void requireColumns(List<String> header) {
    for (Set<String> anyOf : REQUIRED) {
      if (header.stream().noneMatch(anyOf::contains)) {
        throw new InvalidPriceFile(
            "line 1: no column " + String.join(" or ", new TreeSet<>(anyOf)));
      }
    }
  }

  private void line(CSVRecord line, String path) {
    String biller = Billers.ofGenaiPrices(CsvLine.either(line, "biller", "provider"));
    String id = CsvLine.text(line, "model");
    if (hasMoreCellsThanHeader(line)) {
      notSaid.add(
          NotSaid.leftOut(
              path, biller + " " + id, "more cells than the header: is it a decimal comma?"));
      return;
    }
    if (biller.isEmpty() || id.isEmpty()) {
      notSaid.add(NotSaid.leftOut(path, biller + " " + id, "a line without biller or model"));
      return;
    }
    CsvModel model =
        models.computeIfAbsent(
            biller + " " + id,
            key -> new CsvModel(biller, id, new LinkedHashMap<>(), new ArrayList<>()));
    CsvLine.aliases(line).stream()
        .filter(a -> !model.aliases().contains(a))
        .forEach(model.aliases()::add);
    PriceSetBuilder set =
        model
            .sets()
            .computeIfAbsent(
                condition(line, path), c -> new PriceSetBuilder(biller + " " + id, notSaid));
    try {
      price(line, path, set);
    } catch (InvalidPriceFile e) {
      set.cannotSay(path, e.getMessage());
    }
  }

  private static boolean hasMoreCellsThanHeader(CSVRecord line) {
    return line.stream()
        .skip(line.getParser().getHeaderNames().size())
        .anyMatch(cell -> !cell.isBlank());
  }

  private static CsvCondition condition(CSVRecord line, String path) {
    return new CsvCondition(
        CsvLine.either(line, "eff_from", "effective_from"),
        CsvLine.text(line, "tod"),
        CsvLine.text(line, "when"),
        CsvLine.either(line, "tier", "service_tier"),
        path);
  }

  private static void price(CSVRecord line, String path, PriceSetBuilder set) {
    Optional<CsvMeter> meter = CsvMeter.of(line);
    if (meter.isEmpty()) {
      set.cannotSay(path, "no meter counts " + CsvMeter.words(line));
      return;
    }
    String over = CsvLine.text(line, "over_tokens");
    boolean inclusive = CsvLine.text(line, "inclusive").equals("true");
    Optional<Threshold> threshold =
        over.isEmpty()
            ? Optional.empty()
            : Optional.of(new Threshold(CsvLine.wholeNumber(over, path), inclusive));
    String per = CsvLine.text(line, "per");
    Published price =
        new Published(
            JsonText.price(CsvLine.either(line, "usd", "price"), path),
            per.isEmpty() ? 1 : CsvLine.wholeNumber(per, path));
    Meter priced = meter.get().meter();
    if (meter.get().onlyAs()) {
      set.countedAs(path, priced, threshold, price);
    } else {
      set.price(path, priced, threshold, price);
    }
  }

  private boolean card(CsvModel model) {
    String name = model.biller() + " " + model.id();
    List<Conditional> prices = new ArrayList<>();
    model.sets().forEach((when, set) -> conditional(when, set, name).ifPresent(prices::add));
    boolean found = false;
    prices.sort(BY_START);
    for (Segment segment : new PriceHistory(prices).segments(file.pulled(), name, notSaid)) {
      Optional<RateEntry> entry =
          segment.draft().prices.base().isEmpty()
              ? Optional.empty()
              : segment.draft().entry(model.id(), model.aliases());
      entry.ifPresent(rate -> sheaf.add(model.biller(), segment.effective(), rate));
      found |= entry.isPresent();
    }
    if (!found) {
      String path = model.sets().keySet().iterator().next().path();
      notSaid.add(NotSaid.leftOut(path, name, "no price that a card can state"));
    }
    return found;
  }

  private Optional<Conditional> conditional(CsvCondition when, PriceSetBuilder set, String name) {
    GenaiCondition condition = GenaiCondition.of(when.start(), when.hours(), when.when());
    if (condition.notUnderstood().isPresent()) {
      notSaid.add(NotSaid.beside(when.path(), name, condition.notUnderstood().get()));
      return Optional.empty();
    }
    String tier = when.tier().isEmpty() ? condition.tierOrNull() : when.tier();
    return Optional.of(
        new Conditional(
            when.path(), condition.startOrNull(), condition.hoursOrNull(), tier, set.build()));
  }
}

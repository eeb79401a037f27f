package io.voxledger.reports;

import io.voxledger.measure.Kind.CostFamily;
import io.voxledger.measure.Meter;
import io.voxledger.reports.SessionReceipt.Charge;
import io.voxledger.reports.SessionReceipt.Header;
import io.voxledger.reports.SessionReceipt.SourceChoice;
import io.voxledger.reports.SessionReceipt.SourceSum;
import io.voxledger.reports.SessionReceipt.Unpriced;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A receipt for people: plain text, every number exact, nothing to unfold. */
public final class ReceiptText {
  private final SessionReceipt receipt;
  private final StringBuilder text = new StringBuilder();

  private ReceiptText(SessionReceipt receipt) {
    this.receipt = receipt;
  }

  public static String of(SessionReceipt receipt) {
    ReceiptText writer = new ReceiptText(receipt);
    writer.header(receipt.header());
    for (CostFamily family : CostFamily.values()) {
      writer.family(family);
    }
    receipt.unpriced().forEach(writer::unpriced);
    writer.sources();
    writer.totals();
    return writer.text.toString().stripTrailing();
  }

  private void line(String indented) {
    text.append(Shown.onOneLine(indented)).append('\n');
  }

  private void header(Header header) {
    line("Session " + header.sessionId());
    line("  project   " + header.projectId() + " (" + header.whyProject() + ")");
    header.room().ifPresent(room -> line("  room      " + room));
    header.agentName().ifPresent(agent -> line("  agent     " + agent));
    line(
        "  time      %s – %s UTC, %s, %s"
            .formatted(
                Shown.time(header.startedAt()),
                Shown.time(header.endedAt()),
                Shown.duration(header.durationSec()),
                header.status()));
    if (!header.tags().isEmpty()) {
      line("  tags      " + pairs(header.tags()));
    }
    line("  cost      " + Shown.exact(header.total()) + " USD" + unpricedNote());
    header.flags().forEach(flag -> line("  flag      " + FlagWords.of(flag)));
    line(
        "  night     run %s, rates known at %s"
            .formatted(receipt.night().runId(), receipt.night().ratesKnownAt()));
    receipt.remarks().forEach(remark -> line("  note      " + remark));
  }

  private String unpricedNote() {
    return receipt.unpriced().isEmpty()
        ? ""
        : ", without " + Shown.count(receipt.unpriced().size(), "record") + " that have no price";
  }

  private static String pairs(SortedMap<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> tag.getKey() + " = " + tag.getValue())
        .collect(Collectors.joining(", "));
  }

  private void family(CostFamily family) {
    List<Charge> charges =
        receipt.charges().stream().filter(charge -> charge.family() == family).toList();
    if (charges.isEmpty()) {
      return;
    }
    line("");
    line(name(family) + ": " + Shown.exact(receipt.header().families().get(family)) + " USD");
    text.append(ChargesText.of(charges));
  }

  private static String name(CostFamily family) {
    return family == CostFamily.AI
        ? "AI"
        : lower(family).substring(0, 1).toUpperCase(Locale.ROOT) + lower(family).substring(1);
  }

  private static String lower(CostFamily family) {
    return family.name().toLowerCase(Locale.ROOT);
  }

  private void unpriced(Unpriced record) {
    line("");
    line(
        "No price: %s %s at %s UTC (%s, %s)"
            .formatted(
                record.biller(),
                record.model(),
                Shown.time(record.usedAt()),
                record.source(),
                record.usageId()));
    record
        .quantities()
        .forEach(
            (meter, n) -> line("    %-21s %s".formatted(meter.code(), Shown.quantity(meter, n))));
    line("    why     " + record.reason() + ": " + record.detail());
    record.suggestion().ifPresent(todo -> line("    mend    " + todo));
    if (record.low().isPresent() && record.high().isPresent()) {
      line(
          "    bounds  %s to %s USD"
              .formatted(Shown.exact(record.low().get()), Shown.exact(record.high().get())));
    }
  }

  private void sources() {
    line("");
    line("Sources");
    receipt.sources().forEach(this::source);
  }

  private void source(SourceChoice choice) {
    line("  " + choice.what() + ": " + named(choice.used(), "used") + shadowed(choice));
    if (choice.shadowed().isEmpty()) {
      return;
    }
    TextTable table = new TextTable("meter", "used", "shadowed", "difference");
    Map<Meter, BigDecimal> used = sum(choice.used());
    Map<Meter, BigDecimal> other = sum(choice.shadowed());
    TreeSet<Meter> meters = new TreeSet<>(used.keySet());
    meters.addAll(other.keySet());
    for (Meter meter : meters) {
      BigDecimal ours = used.getOrDefault(meter, BigDecimal.ZERO);
      BigDecimal theirs = other.getOrDefault(meter, BigDecimal.ZERO);
      table.row(
          meter.code(), Shown.exact(ours), Shown.exact(theirs), Shown.exact(theirs.subtract(ours)));
    }
    table.toString().lines().forEach(row -> line("  " + row));
  }

  private static String shadowed(SourceChoice choice) {
    return choice.shadowed().isEmpty()
        ? ""
        : "; shadowed, costs nothing: " + named(choice.shadowed(), "");
  }

  private static String named(List<SourceSum> sums, String standing) {
    String names =
        sums.stream()
            .map(sum -> sum.source() + " (" + Shown.count(sum.records(), "record") + ")")
            .collect(Collectors.joining(", "));
    return standing.isEmpty() ? names : standing + " " + (names.isEmpty() ? "none" : names);
  }

  private static Map<Meter, BigDecimal> sum(List<SourceSum> sums) {
    Map<Meter, BigDecimal> all = new EnumMap<>(Meter.class);
    sums.forEach(sum -> sum.quantities().forEach((m, n) -> all.merge(m, n, BigDecimal::add)));
    return all;
  }

  private void totals() {
    line("");
    line("Total (USD, contracted)");
    TextTable table = new TextTable("", "");
    receipt.header().families().forEach((f, cost) -> table.row(lower(f), Shown.exact(cost)));
    table.row("total", Shown.exact(receipt.header().total()));
    if (receipt.sumAtListPrice().compareTo(receipt.sumOfCharges()) != 0) {
      table.row("at list price", Shown.exact(receipt.sumAtListPrice()));
    }
    table.toString().lines().skip(1).forEach(this::line);
  }
}

package io.voxledger.sources.bills;

import com.google.auto.service.AutoService;
import io.voxledger.billed.BillBucket;
import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillLine.More;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BillSource;
import io.voxledger.billed.BillSource.Grain;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.sources.UnreadableFile;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A LiveKit invoice keyed in by hand as CSV, for LiveKit issues none that a machine can read. A
 * line gives what was used at the unit price and, taken off again, what the plan includes of it, at
 * most what was used. Where the invoice's own amount is another, as after rounding, the rest is an
 * adjustment, so that an invoice always sums up to what it says.
 */
@AutoService(BillReader.class)
public final class LiveKitInvoiceReader implements BillReader {
  private static final String BILLER = "livekit";

  /** Keyed in by hand, with comments. */
  static final String FOLDER = "livekit-invoice";

  private static final BillSource SOURCE = BillSource.restating(FOLDER, 60, Grain.MONTH).of(BILLER);

  @Override
  public BillSource source() {
    return SOURCE;
  }

  @Override
  public BillReading read(BillFile file, String text, BillNames names) throws UnreadableFile {
    String account = names.account(file, BILLER);
    return LinedFile.read(file, text, account, row -> new InvoiceLine(row, account).stated());
  }

  /** One line of an invoice. */
  private static final class InvoiceLine {
    private final JsonObject row;
    private final String written;
    private final InvoiceMeter meter;
    private final Payer payer;
    private final BillPeriod period;
    private final Optional<BigDecimal> price;
    private final List<BillLine> lines = new ArrayList<>();

    InvoiceLine(JsonObject row, String defaultAccount) {
      this.row = row;
      this.written = row.needText("meter");
      this.meter = InvoiceMeter.parse(written);
      this.payer =
          new Payer(
              BILLER, row.text("project_id").orElse(defaultAccount), row.needText("invoice_id"));
      this.period = Days.between(row, row.instant("period_start"), row.instant("period_end"));
      this.price = row.moneyIfAny("unit_price_usd");
    }

    /** An invoice is restated as a whole, whatever its period. */
    List<BillBucket> stated() {
      BillCategory category = category();
      switch (category) {
        case USAGE -> addUsage();
        case CREDIT -> add(category, Optional.empty(), amount());
        case PURCHASE -> add(category, quantity("quantity_total"), amount());
        case TAX, ADJUSTMENT, ALLOWANCE -> add(category, Optional.empty(), amount());
      }
      return LinedFile.stating(period, lines.toArray(BillLine[]::new));
    }

    private BillCategory category() {
      String name = written.strip().toLowerCase(Locale.ROOT);
      if (name.startsWith("inference_credit") || name.equals("credit")) {
        return BillCategory.CREDIT;
      }
      return switch (name) {
        case "plan_fee" -> BillCategory.PURCHASE;
        case "tax", "vat" -> BillCategory.TAX;
        case "adjustment", "rounding" -> BillCategory.ADJUSTMENT;
        default -> BillCategory.USAGE;
      };
    }

    private void addUsage() {
      Optional<BigDecimal> total = row.signedQuantity("quantity_total");
      if (price.isEmpty() || total.isEmpty()) {
        add(BillCategory.USAGE, quantity("quantity_total"), amount());
        return;
      }
      BigDecimal included =
          row.quantity("quantity_included").orElse(BigDecimal.ZERO).min(total.get());
      BigDecimal used = total.get().multiply(price.get());
      BigDecimal allowed = included.multiply(price.get()).negate();
      add(BillCategory.USAGE, Optional.of(convert(total.get())), used);
      if (included.signum() > 0) {
        add(BillCategory.ALLOWANCE, Optional.of(convert(included.negate())), allowed);
      }
      BigDecimal rest = row.moneyIfAny("amount_usd").orElse(used.add(allowed)).subtract(used);
      if (rest.compareTo(allowed) != 0) {
        add(BillCategory.ADJUSTMENT, Optional.empty(), rest.subtract(allowed));
      }
    }

    private BigDecimal amount() {
      Optional<BigDecimal> product =
          price.flatMap(p -> row.signedQuantity("quantity_total").map(p::multiply));
      return row.moneyIfAny("amount_usd")
          .or(() -> product)
          .orElseThrow(() -> row.missing("amount_usd"));
    }

    private Optional<BilledQuantity> quantity(String name) {
      return row.signedQuantity(name).map(this::convert);
    }

    private BilledQuantity convert(BigDecimal quantity) {
      return Units.convert(quantity, row.needText("unit"));
    }

    private void add(BillCategory category, Optional<BilledQuantity> quantity, BigDecimal amount) {
      lines.add(
          LineDraft.of(identity(category), payer, period)
              .invoice(row.text("invoice_id"))
              .lineItem(Optional.of(written))
              .model(meter.sku().or(this::model))
              .meter(meter.meter())
              .category(category)
              .quantity(quantity)
              .more(More.restatedWith(BillPeriod.ALWAYS))
              .costs(Money.of(amount, row.text("currency").orElse("USD"), "amount_usd")));
    }

    /** Inference is billed by the names of LiveKit's gateway: {@code openai/gpt-4.1}. */
    private Optional<String> model() {
      Optional<String> model = row.text("model");
      return model
          .filter(name -> name.contains("/"))
          .or(() -> row.text("provider").flatMap(p -> model.map(name -> p + "/" + name)))
          .or(() -> model);
    }

    private String identity(BillCategory category) {
      return String.join(
              "\u0000", written, row.text("provider").orElse(""), row.text("model").orElse(""))
          + category.code();
    }
  }
}

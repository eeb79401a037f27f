package io.voxledger.sources.bills;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Meter;
import java.util.Optional;

/** A line while its reader puts it together. What is not said is absent; it is for usage. */
final class LineDraft {
  private final String identity;
  private final String scope;
  private final String biller;
  private final String account;
  private final BillPeriod period;
  private Optional<String> invoiceId = Optional.empty();
  private Optional<String> lineItem = Optional.empty();
  private Optional<String> model = Optional.empty();
  private Optional<Meter> meter = Optional.empty();
  private Optional<String> serviceTier = Optional.empty();
  private BillCategory category = BillCategory.USAGE;
  private Optional<BilledQuantity> quantity = Optional.empty();
  private boolean open;
  private BillLine.More more = BillLine.More.NOTHING;

  private LineDraft(String identity, Payer payer, BillPeriod period) {
    this.identity = identity;
    this.scope = payer.scope();
    this.biller = payer.biller();
    this.account = payer.account();
    this.period = period;
  }

  /**
   * Who pays whom.
   *
   * @param scope whose bill a pull restates
   */
  record Payer(String biller, String account, String scope) {
    /** One whose own account is what a pull restates. */
    static Payer of(String biller, String account) {
      return new Payer(biller, account, account);
    }
  }

  static LineDraft of(String identity, Payer payer, BillPeriod period) {
    return new LineDraft(identity, payer, period);
  }

  LineDraft invoice(Optional<String> id) {
    this.invoiceId = id;
    return this;
  }

  LineDraft lineItem(Optional<String> text) {
    this.lineItem = text;
    return this;
  }

  LineDraft model(Optional<String> name) {
    this.model = name;
    return this;
  }

  LineDraft meter(Optional<Meter> counted) {
    this.meter = counted;
    return this;
  }

  LineDraft serviceTier(Optional<String> tier) {
    this.serviceTier = tier;
    return this;
  }

  LineDraft category(BillCategory what) {
    this.category = what;
    return this;
  }

  LineDraft quantity(Optional<BilledQuantity> billed) {
    this.quantity = billed;
    return this;
  }

  LineDraft open(boolean mayChange) {
    this.open = mayChange;
    return this;
  }

  LineDraft more(BillLine.More others) {
    this.more = others;
    return this;
  }

  BillLine costs(Money money) {
    return new BillLine(
        identity,
        scope,
        biller,
        account,
        invoiceId,
        period,
        lineItem,
        model,
        meter,
        serviceTier,
        category,
        quantity,
        money.amount(),
        money.currency(),
        open,
        more);
  }
}

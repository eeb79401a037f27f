package io.voxledger.sources.bills;

import io.voxledger.billed.BillCategory;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.BillPeriod;
import io.voxledger.billed.BilledQuantity;
import io.voxledger.sources.bills.LineDraft.Payer;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What OpenAI says about a cost in the same words in its API and in its dashboard's export. */
final class OpenAiResult {
  static final String BILLER = "openai";

  private OpenAiResult() {}

  /**
   * Who may be behind a result: its folder's account, the only organisation of its page, and the
   * account of the settings.
   */
  record Owner(Optional<String> folder, Optional<String> organization, String defaultAccount) {

    Payer payer(JsonObject result) {
      String account = result.text("project_id").orElse(defaultAccount);
      String scope =
          folder.or(() -> result.text("organization_id")).or(() -> organization).orElse(account);
      return new Payer(BILLER, account, scope);
    }
  }

  static BillLine line(BillPeriod period, JsonObject result, Owner owner, Money money) {
    Optional<String> lineItem = result.text("line_item");
    Optional<OpenAiLineItem> parsed = lineItem.map(OpenAiLineItem::parse);
    return LineDraft.of(identity(result), owner.payer(result), period)
        .lineItem(lineItem)
        .model(parsed.flatMap(OpenAiLineItem::model))
        .meter(parsed.flatMap(OpenAiLineItem::meter))
        .quantity(quantity(result))
        .category(category(lineItem, money))
        .costs(money);
  }

  /** Grants are given without saying for what. */
  private static BillCategory category(Optional<String> lineItem, Money money) {
    boolean isGranted = lineItem.isEmpty() && money.amount().signum() < 0;
    return isGranted ? BillCategory.CREDIT : BillCategory.USAGE;
  }

  /** Exports before August 2026 name no unit: they count tokens. */
  private static Optional<BilledQuantity> quantity(JsonObject result) {
    String unit = result.text("quantity_unit").orElse("tokens");
    return result.quantity("quantity").map(quantity -> Units.convert(quantity, unit));
  }

  /** What costs are grouped by: one result of a day differs from the others in one of these. */
  private static String identity(JsonObject result) {
    return Stream.of(
            "project_id", "line_item", "api_key_id", "user_id", "organization_id", "api_source")
        .map(name -> result.text(name).orElse(""))
        .collect(Collectors.joining("\u0000"));
  }
}

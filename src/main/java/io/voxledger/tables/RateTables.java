package io.voxledger.tables;

import static io.voxledger.lake.Column.QUANTITY;
import static io.voxledger.lake.Column.UNIT_PRICE;
import static io.voxledger.lake.TableDefinition.table;

import io.voxledger.lake.TableDefinition;

/** The prices that were known. */
public final class RateTables {
  public static final TableDefinition RATE =
      table("rate")
          .grain("One price of a rate card, for one meter, tier, context band, region and window.")
          .required("rate_id", "STRING", "made from the price's content")
          .required("biller", "STRING", "whose price it is")
          .required("model", "STRING", "the rate entry's model; a trailing * is a prefix")
          .required("meter", "STRING", "what is priced")
          .required("service_tier", "STRING", "'default' is the base price")
          .required("context_band", "STRING", "base or long")
          .optional("over_tokens", "BIGINT", "input tokens above which the long price holds")
          .optional("inclusive", "BOOLEAN", "whether it holds at the threshold as well")
          .optional("region", "STRING", "region of the multiplier; null for none")
          .optional(
              "time_window", "STRING", "days and UTC hours of the multiplier; null for always")
          .required("price", UNIT_PRICE, "as published, in the card's currency")
          .required("multiplier", UNIT_PRICE, "tier × window × region")
          .required("unit_price", UNIT_PRICE, "price × multiplier, in the card's currency")
          .required("per", "BIGINT", "units of the meter that the price is for")
          .optional(
              "increment",
              QUANTITY,
              "each resource is rounded up to a multiple of it, in the meter's unit")
          .optional("minimum", QUANTITY, "least billable quantity, in the meter's unit")
          .required("currency", "STRING", "ISO 4217")
          .required("effective_from", "TIMESTAMP", "from when the price holds, UTC")
          .optional("effective_until", "TIMESTAMP", "until when, exclusive, UTC")
          .required("recorded_at", "TIMESTAMP", "when the price became known here, UTC")
          .required("card_id", "STRING", "the rate card")
          .optional("source", "STRING", "where the price was published")
          .optional("grade", "STRING", "primary or secondary")
          .required("file", "STRING", "the card's file")
          .required("card_digest", "STRING", "digest of all that the card says (internal)")
          .key("rate_id")
          .build();

  private RateTables() {}
}

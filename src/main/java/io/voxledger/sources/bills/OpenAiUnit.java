package io.voxledger.sources.bills;

import io.voxledger.billed.BilledQuantity;
import io.voxledger.measure.Basis;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** OpenAI's {@code quantity_unit}, which older exports do not have: they count tokens. */
final class OpenAiUnit {
  private OpenAiUnit() {}

  /** The quantity in our units; as written where the unit is not one that we meter. */
  static BilledQuantity convert(BigDecimal quantity, Optional<String> unit) {
    String name = unit.orElse("tokens").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "tokens" -> BilledQuantity.of(quantity, Basis.TOKENS);
      case "1000_tokens" -> scaled(quantity, 1000, Basis.TOKENS);
      case "characters" -> BilledQuantity.of(quantity, Basis.CHARACTERS);
      case "duration_seconds" -> BilledQuantity.of(quantity, Basis.SECONDS);
      case "duration_minutes" -> scaled(quantity, 60, Basis.SECONDS);
      case "duration_hours" -> scaled(quantity, 3600, Basis.SECONDS);
      default -> new BilledQuantity(quantity, name);
    };
  }

  private static BilledQuantity scaled(BigDecimal quantity, long factor, Basis basis) {
    return BilledQuantity.of(quantity.multiply(BigDecimal.valueOf(factor)), basis);
  }
}

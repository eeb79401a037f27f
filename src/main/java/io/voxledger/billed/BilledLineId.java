package io.voxledger.billed;

import java.math.BigDecimal;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Names for lines of bills that depend on nothing but what the bill says. */
final class BilledLineId {
  private static final int HEX_DIGITS = 32;
  private static final String SEPARATOR = "\u0000";

  private BilledLineId() {}

  /** The beginning of SHA-256 over the parts, in hex. */
  static String of(List<String> parts) {
    return DigestUtils.sha256Hex(String.join(SEPARATOR, parts)).substring(0, HEX_DIGITS);
  }

  /** Everything a line says, as one text: equal for equal lines only. */
  static String content(BillLine line) {
    return String.join(
        SEPARATOR,
        line.scope(),
        line.period().start().toString(),
        line.period().end().toString(),
        line.identity(),
        line.biller(),
        line.account(),
        line.invoiceId().orElse(""),
        line.lineItem().orElse(""),
        line.model().orElse(""),
        line.meter().map(Object::toString).orElse(""),
        line.serviceTier().orElse(""),
        line.category().code(),
        line.quantity().map(q -> q.value().toPlainString() + " " + q.unit()).orElse(""),
        line.amount().toPlainString(),
        line.currency(),
        Boolean.toString(line.open()),
        line.more().amountInUsd().map(BigDecimal::toPlainString).orElse(""),
        line.more().reported().map(Object::toString).orElse(""));
  }
}

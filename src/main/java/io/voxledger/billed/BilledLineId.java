package io.voxledger.billed;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names for lines of bills that depend on nothing but what the bill says. */
final class BilledLineId {
  private static final int BYTES = 16;
  private static final String SEPARATOR = "\u0000";

  private BilledLineId() {}

  /** The first 16 bytes of SHA-256 over the parts, in hex. */
  static String of(List<String> parts) {
    byte[] text = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256(text), 0, BYTES);
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

  private static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256; use a complete Java 17", e);
    }
  }
}

package io.voxledger.rates.imports;

/** A file that is not of the form that its source has. The message says where and why. */
public final class InvalidPriceFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidPriceFile(String message) {
    super(message);
  }

  InvalidPriceFile(String message, Throwable cause) {
    super(message, cause);
  }
}

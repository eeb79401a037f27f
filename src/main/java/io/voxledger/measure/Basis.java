package io.voxledger.measure;

/** The family of meters that a rate bills, in the order in which a record's basis is looked for. */
public enum Basis {
  TOKENS,
  CHARACTERS,
  SECONDS,
  BYTES,
  EVENTS,
  MONTHS
}

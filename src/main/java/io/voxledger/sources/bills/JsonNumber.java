package io.voxledger.sources.bills;

/** A JSON number exactly as written: it is judged where it is used, not where it is read. */
record JsonNumber(String text) {}

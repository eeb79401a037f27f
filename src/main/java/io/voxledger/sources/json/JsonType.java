package io.voxledger.sources.json;

/** What stands at a place of a JSON document. */
public enum JsonType {
  OBJECT,
  ARRAY,
  TEXT,
  /** A number as written; also the bare words NaN and Infinity, which Python writes. */
  NUMBER,
  TRUE,
  FALSE,
  NULL,
  /** Nothing stands there. */
  MISSING
}

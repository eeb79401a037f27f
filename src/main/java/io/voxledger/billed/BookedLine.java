package io.voxledger.billed;

import io.voxledger.billed.CompletePull.PlacedLine;

/** A line with its name, before currency, sku and the choice between sources. */
record BookedLine(String id, boolean stands, PlacedLine placed, PullKey pull) {}

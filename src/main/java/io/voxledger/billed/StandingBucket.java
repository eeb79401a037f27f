package io.voxledger.billed;

/**
 * Which pull provides a scope's period, perhaps without a line: a bill that says nothing was used.
 */
public record StandingBucket(BillSource source, String scope, BillPeriod period, PullKey pull) {}

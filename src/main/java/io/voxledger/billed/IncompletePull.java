package io.voxledger.billed;

/** A pull that does not count, so that the one before it stands, and why, in words for people. */
public record IncompletePull(PullKey pull, String why) {}

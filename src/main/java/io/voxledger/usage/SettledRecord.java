package io.voxledger.usage;

/**
 * A usage record with the row that completed it.
 *
 * @param item the quantities with their names as reported, from which the record can be settled
 *     again
 */
public record SettledRecord(UsageRecord record, AcceptedRow row, UsageItem item) {}

package io.voxledger.reconciliation;

/** Charges of one project, biller's account, billing day, sku and meter, summed. */
public record ProjectCost(String projectId, DailyCost cost) {}

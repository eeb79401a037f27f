package io.voxledger.costs.plans;

import java.math.BigDecimal;

/**
 * What a project used of a sku in one month of one LiveKit account.
 *
 * @param inference whether the model was used through LiveKit Inference
 * @param quantity billable, in the meters' units
 * @param cost contracted, USD
 */
public record ProjectUse(
    String projectId, String sku, boolean inference, BigDecimal quantity, BigDecimal cost) {}

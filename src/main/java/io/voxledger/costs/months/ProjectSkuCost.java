package io.voxledger.costs.months;

import io.voxledger.costs.plans.ProjectUse;
import io.voxledger.measure.Kind.CostFamily;
import java.math.BigDecimal;

/**
 * Charges of one month, summed by project, account, sku and family.
 *
 * @param use what the project used, as plans see it
 * @param listCost USD
 */
public record ProjectSkuCost(
    String biller, String account, CostFamily family, ProjectUse use, BigDecimal listCost) {

  public String projectId() {
    return use.projectId();
  }

  /** USD. */
  public BigDecimal contractedCost() {
    return use.cost();
  }
}

package io.voxledger.costs.budgets;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a project cost on a UTC day, contracted, USD.
 *
 * @param ai models alone
 * @param total everything
 */
public record ProjectDay(String projectId, LocalDate day, BigDecimal ai, BigDecimal total) {
  BigDecimal on(Budget.CostBasis basis) {
    return switch (basis) {
      case AI -> ai;
      case TOTAL -> total;
    };
  }
}

package io.voxledger.reports.finance;

import java.util.ArrayList;
import java.util.List;

/** Lays the sums of a month out as the pack's pages. */
public final class LayOutPack {
  private LayOutPack() {}

  public static FinancePack of(FinanceFacts facts) {
    CoverSheet cover = new CoverSheet(facts);
    CostSheets costs = new CostSheets(facts);
    List<Sheet> sheets = new ArrayList<>();
    sheets.add(cover.cover());
    sheets.addAll(List.of(costs.summary(), costs.byProvider(), costs.byDay(), costs.detail()));
    facts
        .bills()
        .ifPresent(
            bills -> {
              sheets.addAll(new BillSheets(bills, facts.close().isPresent()).sheets());
              sheets.add(new MovedItemsSheet(facts.month(), bills.moved()).sheet());
            });
    sheets.addAll(new ChangeSheets(facts).sheets());
    sheets.add(cover.notes());
    return new FinancePack(
        facts.month(),
        facts.project(),
        facts.run().runId(),
        cover.status(),
        sheets,
        new DrawFigures(facts).figures());
  }
}

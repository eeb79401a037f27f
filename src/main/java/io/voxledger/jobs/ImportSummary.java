package io.voxledger.jobs;

import io.voxledger.rates.imports.ImportedRates;
import io.voxledger.reports.Shown;

/** What reading a price list of another project came to, in one line. */
final class ImportSummary {
  private ImportSummary() {}

  static String inWords(String file, ImportedRates rates) {
    return "%s: %d of %s priced on %s; a card cannot say %s"
        .formatted(
            file,
            rates.priced(),
            Shown.count(rates.models(), "model"),
            Shown.count(rates.cards().size(), "card"),
            Shown.count(rates.notSaid().size(), "thing"));
  }
}

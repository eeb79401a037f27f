package io.voxledger.jobs;

import io.voxledger.reconciliation.Payer;
import io.voxledger.reconciliation.Status;
import io.voxledger.reports.Shown;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** Periods past their lag for which no bill came, by account, the costliest first. */
record MissingBills(List<Account> accounts) {
  private static final int MOST = 5;
  private static final int DECIMALS = 2;
  private static final BigDecimal LEAST = BigDecimal.ONE.movePointLeft(DECIMALS);

  /**
   * Of one account.
   *
   * @param since first day of the oldest period
   * @param computed USD
   */
  record Account(Payer payer, long periods, LocalDate since, BigDecimal computed) {
    private Account plus(Account later) {
      return new Account(payer, periods + later.periods, since, computed.add(later.computed));
    }
  }

  /**
   * @param totals rows of {@code reconciliation} of scope total, ordered by day within an account
   */
  static MissingBills of(List<Row> totals) {
    Map<Payer, Account> accounts = new TreeMap<>();
    for (Row row : totals) {
      if (row.getAs("status").equals(Status.MISSING_BILL.code())) {
        Payer payer = new Payer(row.getAs("biller"), row.getAs("account"));
        accounts.merge(
            payer,
            new Account(payer, 1, row.getAs("period_start"), row.getAs("computed_cost")),
            Account::plus);
      }
    }
    List<Account> costliest = new ArrayList<>(accounts.values());
    costliest.sort((a, b) -> b.computed().compareTo(a.computed()));
    return new MissingBills(List.copyOf(costliest));
  }

  /** A line for people; empty when no bill is missing. */
  String line() {
    if (accounts.isEmpty()) {
      return "";
    }
    long periods = accounts.stream().mapToLong(Account::periods).sum();
    String named =
        accounts.stream().limit(MOST).map(MissingBills::text).collect(Collectors.joining(", "));
    String more = accounts.size() > MOST ? ", …" : "";
    return "%-12s %s: %s%s%n".formatted("No bill", Shown.count(periods, "period"), named, more);
  }

  private static String text(Account account) {
    return Shown.onOneLine(account.payer().toString())
        + " since "
        + account.since()
        + " ("
        + amount(account.computed())
        + " USD)";
  }

  private static String amount(BigDecimal computed) {
    boolean isShown = computed.signum() == 0 || computed.abs().compareTo(LEAST) >= 0;
    return isShown ? Shown.rounded(computed, DECIMALS) : "under " + LEAST;
  }

  List<Map<String, Object>> toJson() {
    return accounts.stream()
        .map(
            account -> {
              Map<String, Object> fields = new LinkedHashMap<>();
              fields.put("biller", account.payer().biller());
              fields.put("account", account.payer().account());
              fields.put("periods", account.periods());
              fields.put("since", account.since().toString());
              fields.put("computed_cost", account.computed().toPlainString());
              return fields;
            })
        .toList();
  }
}

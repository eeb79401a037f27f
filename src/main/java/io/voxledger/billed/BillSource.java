package io.voxledger.billed;

import io.voxledger.time.BillingCalendar;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a folder below {@code <landing>/billing} is like. Every reader of bills declares its own.
 *
 * @param folder the folder's name, which is also the source's name in tables
 * @param precedence of several sources of one biller, account and period that with the smallest is
 *     used
 * @param biller who sends these bills; empty where each line says it
 * @param renewal how a later export changes what an earlier one said
 * @param grain how long the periods of its lines are
 * @param amounts how its money is written
 * @param zone where its days begin
 */
public record BillSource(
    String folder,
    int precedence,
    Optional<String> biller,
    Renewal renewal,
    Grain grain,
    Amounts amounts,
    ZoneId zone)
    implements Comparable<BillSource> {
  private static final Comparator<BillSource> ORDER =
      Comparator.comparing(BillSource::precedence).thenComparing(BillSource::folder);

  /** How a later export changes what an earlier one said. */
  public enum Renewal {
    /** The newest complete pull that contains a period provides all its lines. */
    RESTATING,
    /** The same, of an export that may be cut into files: equal lines of two of them are real. */
    RESTATING_IN_PARTS,
    /** Every line stands by itself; the newest version of one identity counts. */
    APPEND,
    /**
     * Lines have no name, so equal ones of one file are all real; between files the greater number
     * of them counts.
     */
    APPEND_COUNTED
  }

  /** How long the periods of a source's lines are. */
  public enum Grain {
    HOUR,
    DAY,
    MONTH,
    AS_WRITTEN
  }

  /** A source of that folder, in dollars and UTC days unless said otherwise. */
  public static BillSource restating(String folder, int precedence, Grain grain) {
    return of(folder, precedence, Renewal.RESTATING, grain);
  }

  /** A source of whole exports, of one file or several. */
  public static BillSource restatingInParts(String folder, int precedence, Grain grain) {
    return of(folder, precedence, Renewal.RESTATING_IN_PARTS, grain);
  }

  /** A source whose lines have names that no other line has. */
  public static BillSource appending(String folder, int precedence, Grain grain) {
    return of(folder, precedence, Renewal.APPEND, grain);
  }

  /** A source whose lines have no names. */
  public static BillSource appendingCounted(String folder, int precedence, Grain grain) {
    return of(folder, precedence, Renewal.APPEND_COUNTED, grain);
  }

  private static BillSource of(String folder, int precedence, Renewal renewal, Grain grain) {
    return new BillSource(
        folder, precedence, Optional.empty(), renewal, grain, Amounts.AS_IS, ZoneOffset.UTC);
  }

  /** The same, when all its bills are of one biller. */
  public BillSource of(String oneBiller) {
    return new BillSource(
        folder, precedence, Optional.of(oneBiller), renewal, grain, amounts, zone);
  }

  /** The same with money in another unit or of another sign. */
  public BillSource in(Amounts written) {
    return new BillSource(folder, precedence, biller, renewal, grain, written, zone);
  }

  /** The same with days that begin at midnight there. */
  public BillSource withDaysOf(ZoneId place) {
    return new BillSource(folder, precedence, biller, renewal, grain, amounts, place);
  }

  /** Whether a later export says anew what an earlier one said of a period. */
  public boolean isRestating() {
    return renewal == Renewal.RESTATING || renewal == Renewal.RESTATING_IN_PARTS;
  }

  /** Whether it bills; one that does not tells quantities. */
  public boolean bills() {
    return amounts != Amounts.NONE;
  }

  /**
   * The days that a line's period touches, in the time zone in which this source cuts its days. A
   * line of hours is of the day in which it begins.
   */
  public BillingPeriod billingPeriod(BillPeriod period) {
    return grain == Grain.HOUR && period.isShorterThanADay()
        ? BillingPeriod.day(period.days(zone).start())
        : period.days(zone);
  }

  /**
   * The same for a biller's line. Where periods are as written, only those that begin and end at
   * midnight UTC name days; others, as Google's hours in FOCUS, are cut in the biller's time zone.
   */
  public BillingPeriod billingPeriod(BillPeriod period, String biller, BillingCalendar calendar) {
    return grain == Grain.AS_WRITTEN && !period.isOfUtcDays()
        ? period.days(calendar.zone(biller))
        : billingPeriod(period);
  }

  @Override
  public int compareTo(BillSource other) {
    return ORDER.compare(this, other);
  }
}

package io.voxledger.time;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** On which day of its bill a biller puts a use: the day in the biller's time zone. Immutable. */
public final class BillingCalendar implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long SECONDS_A_DAY = 86_400;
  private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  private static final Map<String, ZoneId> KNOWN =
      Map.of("google", PACIFIC, "google-vertex", PACIFIC, "google-cloud", PACIFIC);

  /** Without settings: US Pacific time for Google's billers, UTC for all others. */
  public static final BillingCalendar DEFAULT = new BillingCalendar(Map.of());

  private final HashMap<String, ZoneId> zones;

  /** The default zones, replaced by those of the settings, by biller. */
  public BillingCalendar(Map<String, ZoneId> settings) {
    this.zones = new HashMap<>(KNOWN);
    this.zones.putAll(settings);
  }

  /** Whether US Pacific time is still on the day before the UTC day of that instant. */
  public static boolean isDayBeforeInPacificTime(Instant t) {
    long secondOfDay = Math.floorMod(t.getEpochSecond(), SECONDS_A_DAY);
    return secondOfDay < -PACIFIC.getRules().getOffset(t).getTotalSeconds();
  }

  /** The zones of billers whose days may not be UTC days. */
  public Map<String, ZoneId> zones() {
    return Map.copyOf(zones);
  }

  public ZoneId zone(String biller) {
    return zones.getOrDefault(biller, ZoneOffset.UTC);
  }

  /** The biller's day of that instant. */
  public LocalDate billingDate(String biller, Instant t) {
    return t.atZone(zone(biller)).toLocalDate();
  }
}

package io.voxledger.costs.months;

/**
 * A project's sessions of a month.
 *
 * @param charged how many have a charge in it
 * @param seconds how long those were that began in it
 */
public record ProjectSessions(long charged, long seconds) {
  static final ProjectSessions NONE = new ProjectSessions(0, 0);
}

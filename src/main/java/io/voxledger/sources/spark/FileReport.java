package io.voxledger.sources.spark;

import java.util.Map;
import java.util.Optional;

/**
 * What reading one file came to.
 *
 * @param unreadable why none of its rows may be used
 * @param rows documents or lines; 0 for an unreadable file
 * @param ignored good rows that are not used, by reason
 */
public record FileReport(
    String file,
    String contentHash,
    Optional<String> unreadable,
    long rows,
    Map<String, Long> ignored,
    long quarantined) {}

package io.voxledger.sources.spark;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row, or file, that cannot be used.
 *
 * @param line empty for a whole file
 * @param text the row, masked and cut
 */
public record QuarantinedRow(
    String file,
    OptionalLong line,
    String reason,
    String source,
    String detail,
    Optional<String> text) {}

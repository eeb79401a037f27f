package io.voxledger.rates.imports;

import java.time.Instant;

/**
 * A file of prices as it was pulled.
 *
 * @param file where it lies, for messages and table {@code rate}
 * @param pulled when; its prices are known since then
 */
public record PulledFile(String file, Instant pulled) {}

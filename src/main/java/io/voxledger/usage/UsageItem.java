package io.voxledger.usage;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Quantities;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one row reports once, in the source's own names.
 *
 * @param part tells items of one row apart: {@code ""} where a row gives one item, else its number
 *     from 0 and its kind, as in {@code 2-stt}
 * @param provider as reported, before aliases; empty text when the source names none
 * @param biller as given by a {@code usage-record}, else empty
 * @param route as given by a {@code usage-record}, else empty
 * @param model as reported; empty text when the source names none
 * @param contextTokens all input tokens of this one request, cached included; empty when not known
 * @param quantities above 0, disjoint; of generic meters when the modality is not known
 */
public record UsageItem(
    String part,
    Kind kind,
    String provider,
    Optional<String> biller,
    Optional<String> route,
    String model,
    Optional<String> serviceTier,
    Optional<String> region,
    OptionalLong contextTokens,
    Quantities quantities,
    Set<Flag> flags) {}

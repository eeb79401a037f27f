package io.voxledger.costs;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the usage records of one session and day tell about the session; a row of {@code
 * session_day}.
 *
 * @param aiRecords used llm, stt, tts and tool records, priced or not
 */
public record SessionDay(
    String projectId,
    Optional<String> room,
    Instant firstUsedAt,
    Instant lastUsedAt,
    long connections,
    Optional<Instant> firstConnectedAt,
    Optional<Instant> lastDisconnectedAt,
    BigDecimal audioIn,
    BigDecimal audioOut,
    BigDecimal text,
    BigDecimal cached,
    long unpricedRecords,
    long aiRecords,
    Set<String> flags) {}

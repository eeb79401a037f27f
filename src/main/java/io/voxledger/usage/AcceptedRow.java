package io.voxledger.usage;

import java.util.List;
import java.util.Optional;

/**
 * A row that was read without a problem, before rows of one identity are compared. It holds usage
 * items, or a fact about its session, or both (a session report).
 *
 * @param identity what the source's rows are known by; two rows with the same are versions of one
 *     fact
 * @param items usage that needs no other row to be understood
 * @param fact what needs the session's other rows; kept in {@code session_event}
 */
public record AcceptedRow(
    UsageSource source,
    String identity,
    RowRank rank,
    RowOrigin origin,
    Attribution attribution,
    List<UsageItem> items,
    Optional<SessionFact> fact) {}

package io.voxledger.usage;

import java.util.Optional;

/**
 * What a row and its folder say about whom it belongs to; as reported, each may be missing.
 *
 * @param projectId as the row itself names it
 * @param folderProject {@code project=} of the file's folder, which names the session's project too
 * @param account as the row names it, else {@code account=} of the file's folder
 */
public record Attribution(
    Optional<String> sessionId,
    Optional<String> jobId,
    Optional<String> room,
    Optional<String> projectId,
    Optional<String> folderProject,
    Optional<String> account) {}

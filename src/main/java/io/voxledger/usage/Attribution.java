package io.voxledger.usage;

import java.util.Optional;

/** What a row and its folder say about whom it belongs to; as reported, each may be missing. */
public record Attribution(
    Optional<String> sessionId,
    Optional<String> jobId,
    Optional<String> room,
    Optional<String> projectId,
    Optional<String> account) {}

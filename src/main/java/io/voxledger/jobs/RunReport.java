package io.voxledger.jobs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a finished run came to.
 *
 * @param problems what a person should look at, one sentence each
 * @param alerts those of them, and bills that are missing, that a webhook is told
 */
record RunReport(
    String runId,
    ExitCode exitCode,
    Map<String, Long> counts,
    Map<String, BigDecimal> totalsUsd,
    List<String> problems,
    List<String> alerts) {}

package io.voxledger.usage;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/**
 * The settings that decide who provided, who bills and who pays.
 *
 * @param accounts one's own account by biller
 * @param selfHosted LiveKit accounts that are one's own servers
 * @param trunkModels LiveKit resource by SIP trunk
 */
public record SettleRules(
    ProviderAliases aliases,
    Map<String, String> accounts,
    Set<String> selfHosted,
    Map<String, String> trunkModels,
    ProjectRules projects)
    implements Serializable {}

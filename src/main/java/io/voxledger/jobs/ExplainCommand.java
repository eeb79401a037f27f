package io.voxledger.jobs;

import picocli.CommandLine.Command;

/** {@code voxledger explain}: where a number comes from. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Tells where a cost comes from, from the usage down to the arithmetic.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  jobs/voxledger explain session RM_forum"},
    subcommands = ExplainSessionCommand.class)
final class ExplainCommand {}

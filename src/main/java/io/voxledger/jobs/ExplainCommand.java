package io.voxledger.jobs;

import picocli.CommandLine.Command;

/** {@code voxledger explain}: where a number comes from. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Tells where a cost comes from, from the usage down to the arithmetic.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  jobs/voxledger explain session RM_forum",
      "  jobs/voxledger explain variance --biller openai --period 2026-09-22"
    },
    subcommands = {ExplainSessionCommand.class, ExplainVarianceCommand.class})
final class ExplainCommand {}

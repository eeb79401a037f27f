package io.voxledger.jobs;

import picocli.CommandLine.Command;

/** {@code voxledger rates}: what is known about prices. */
@Command(
    name = "rates",
    mixinStandardHelpOptions = true,
    description = "Shows, compares and imports prices. Nothing in the warehouse changes.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  jobs/voxledger rates diff livekit openai"},
    subcommands = {
      RatesListCommand.class,
      RatesShowCommand.class,
      RatesDiffCommand.class,
      RatesImportCommand.class
    })
final class RatesCommand {}

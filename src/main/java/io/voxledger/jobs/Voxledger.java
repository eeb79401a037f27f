package io.voxledger.jobs;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Its exit code is 0 when the command did its work and 2 for wrong usage. */
@Command(
    name = "voxledger",
    mixinStandardHelpOptions = true,
    versionProvider = Voxledger.Version.class,
    description = "Prices voice-agent usage every night and reconciles it with the bills.")
public final class Voxledger implements Runnable {

  private Voxledger() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Voxledger()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }

  /** The version that the jar was built with, or {@code development} outside a jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Voxledger.class.getPackage().getImplementationVersion();
      return new String[] {"voxledger " + (version == null ? "development" : version)};
    }
  }
}

package io.voxledger.usage;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of {@code projects.yaml}: the first whose keys all hold names the project of a session
 * that no row names.
 *
 * @param rules in the order of the file
 */
public record ProjectRules(List<Rule> rules) implements Serializable {
  /** The project of what nothing names. */
  public static final String UNASSIGNED = "unassigned";

  private static final String METADATA = "{metadata}";

  /**
   * One rule; an absent condition always holds, but at least one is there.
   *
   * @param metadataOrNull a key that the room's metadata must have
   * @param roomOrNull a glob of the room's name
   * @param accountOrNull a glob of an account
   * @param project the project's name, in which {@code {metadata}} stands for the text under that
   *     key
   */
  public record Rule(String metadataOrNull, String roomOrNull, String accountOrNull, String project)
      implements Serializable {
    public static Rule of(
        Optional<String> metadata,
        Optional<String> room,
        Optional<String> account,
        String project) {
      return new Rule(metadata.orElse(null), room.orElse(null), account.orElse(null), project);
    }

    public Optional<String> metadata() {
      return Optional.ofNullable(metadataOrNull);
    }

    public Optional<String> room() {
      return Optional.ofNullable(roomOrNull);
    }

    public Optional<String> account() {
      return Optional.ofNullable(accountOrNull);
    }
  }

  /** What a session is matched on. */
  public record Evidence(Map<String, String> metadata, Set<String> rooms, Set<String> accounts) {}

  /** The project of the first matching rule, else {@link #UNASSIGNED}. */
  public String projectOf(Evidence evidence) {
    return winner(evidence).map(rule -> named(rule, evidence)).orElse(UNASSIGNED);
  }

  /** The first rule that matches. */
  public Optional<Rule> winner(Evidence evidence) {
    return rules.stream().filter(rule -> matches(rule, evidence)).findFirst();
  }

  private static boolean matches(Rule rule, Evidence evidence) {
    return rule.metadata().map(key -> hasText(evidence.metadata(), key)).orElse(true)
        && rule.room().map(glob -> anyMatches(glob, evidence.rooms())).orElse(true)
        && rule.account().map(glob -> anyMatches(glob, evidence.accounts())).orElse(true);
  }

  private static boolean hasText(Map<String, String> metadata, String key) {
    return !metadata.getOrDefault(key, "").isEmpty();
  }

  private static String named(Rule rule, Evidence evidence) {
    return rule.metadata()
        .map(key -> rule.project().replace(METADATA, evidence.metadata().get(key)))
        .orElse(rule.project());
  }

  private static boolean anyMatches(String glob, Set<String> names) {
    Pattern pattern = Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    return names.stream().anyMatch(name -> pattern.matcher(name).matches());
  }
}

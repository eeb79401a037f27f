package io.voxledger.settings;

import io.voxledger.usage.ProjectRules;
import io.voxledger.usage.ProjectRules.Rule;
import io.voxledger.yaml.YamlDocument;
import io.voxledger.yaml.YamlFields;
import io.voxledger.yaml.YamlNode;
import io.voxledger.yaml.YamlProblem;
import java.util.List;
import java.util.Set;

/** Reads {@code projects.yaml}: a list of rules, the first match wins. */
final class ProjectRulesReader {
  private static final Set<String> KEYS = Set.of("match", "project");
  private static final Set<String> MATCH_KEYS = Set.of("metadata", "room", "account");

  private ProjectRulesReader() {}

  static ProjectRules read(String text) {
    return new ProjectRules(
        YamlDocument.parse(text).map(ProjectRulesReader::rules).orElse(List.of()));
  }

  private static List<Rule> rules(YamlNode root) {
    if (root instanceof YamlNode.Scalar scalar && scalar.isNull()) {
      return List.of();
    }
    if (!(root instanceof YamlNode.Sequence sequence)) {
      throw YamlProblem.at(root.line(), "project rules must be a list, not " + root.what());
    }
    return sequence.items().stream().map(ProjectRulesReader::rule).toList();
  }

  private static Rule rule(YamlNode node) {
    YamlFields fields = YamlFields.of(node, "a project rule", KEYS);
    YamlFields match = YamlFields.of(fields.required("match"), "match", MATCH_KEYS);
    String project = fields.requiredText("project");
    if (match.keys().isEmpty()) {
      throw fields.problem("match", "'match' names nothing; use metadata, room or account");
    }
    if (project.contains("{metadata}") && !match.has("metadata")) {
      throw fields.problem("project", "{metadata} needs a 'metadata' key in match");
    }
    return Rule.of(
        match.condition("metadata"), match.condition("room"), match.condition("account"), project);
  }
}

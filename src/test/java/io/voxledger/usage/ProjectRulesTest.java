package io.voxledger.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.usage.ProjectRules.Evidence;
import io.voxledger.usage.ProjectRules.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectRulesTest {
  private static Rule rule(String metadata, String room, String account, String project) {
    return Rule.of(
        Optional.ofNullable(metadata),
        Optional.ofNullable(room),
        Optional.ofNullable(account),
        project);
  }

  private static Evidence room(String... names) {
    return new Evidence(Map.of(), Set.of(names), Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    // glob,     name,             matches
    "acme-*,     acme-1,           true",
    "acme-*,     acme-,            true",
    "acme-*,     acme,             false",
    "acme-*,     Acme-1,           false", // globs are case-sensitive
    "acme-*,     my-acme-1,        false",
    "*-acme,     x-acme,           true",
    "a*c*e,      abcde,            true",
    "a*c*e,      ace,              true",
    "a*c*e,      acde-,            false",
    "*,          anything,         true",
    "acme,       acme,             true",
    "acme,       acme2,            false",
    "a.me,       acme,             false", // a dot is a dot
    "a?me,       acme,             false",
    "'[a]\\E*',  '[a]\\Ex',        true",
  })
  void a_star_stands_for_any_text(String glob, String name, boolean matches) {
    ProjectRules rules = new ProjectRules(List.of(rule(null, glob, null, "p")));
    assertThat(rules.projectOf(room(name))).isEqualTo(matches ? "p" : "unassigned");
  }

  @Test
  void a_star_stands_for_line_breaks_too() {
    ProjectRules rules = new ProjectRules(List.of(rule(null, "a*b", null, "p")));
    assertThat(rules.projectOf(room("a\n\r\u2028b"))).isEqualTo("p");
  }

  @Test
  void any_room_name_and_any_account_of_the_session_will_do() {
    ProjectRules rules = new ProjectRules(List.of(rule(null, "b*", "proj_lab", "p")));
    assertThat(rules.projectOf(new Evidence(Map.of(), Set.of("a1", "b1"), Set.of("x", "proj_lab"))))
        .isEqualTo("p");
  }

  @Test
  void all_keys_of_a_match_must_hold() {
    ProjectRules rules = new ProjectRules(List.of(rule("customer", "b*", "acc", "p")));
    Map<String, String> customer = Map.of("customer", "acme");
    assertThat(rules.projectOf(new Evidence(customer, Set.of("b1"), Set.of("acc")))).isEqualTo("p");
    assertThat(rules.projectOf(new Evidence(Map.of(), Set.of("b1"), Set.of("acc"))))
        .isEqualTo("unassigned");
    assertThat(rules.projectOf(new Evidence(customer, Set.of("a1"), Set.of("acc"))))
        .isEqualTo("unassigned");
    assertThat(rules.projectOf(new Evidence(customer, Set.of("b1"), Set.of("other"))))
        .isEqualTo("unassigned");
  }

  @Test
  void the_first_rule_that_matches_wins() {
    ProjectRules rules =
        new ProjectRules(
            List.of(
                rule(null, "x*", null, "no"),
                rule(null, "a*", null, "first"),
                rule(null, "ab*", null, "second")));
    assertThat(rules.projectOf(room("abc"))).isEqualTo("first");
  }

  @Test
  void the_text_under_the_key_takes_the_place_of_metadata() {
    ProjectRules rules =
        new ProjectRules(
            List.of(rule("study", null, null, "s-{metadata}"), rule("kind", null, null, "fixed")));
    assertThat(rules.projectOf(metadata("study", "$1\\x"))).isEqualTo("s-$1\\x");
    assertThat(rules.projectOf(metadata("kind", "demo"))).isEqualTo("fixed");
  }

  @Test
  void empty_text_is_no_metadata() {
    ProjectRules rules = new ProjectRules(List.of(rule("study", null, null, "{metadata}")));
    assertThat(rules.projectOf(metadata("study", ""))).isEqualTo("unassigned");
  }

  private static Evidence metadata(String key, String text) {
    return new Evidence(Map.of(key, text), Set.of(), Set.of());
  }
}

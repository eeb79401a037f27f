package io.voxledger.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxledger.billed.BillingPeriod;
import io.voxledger.reconciliation.Decision;
import io.voxledger.reconciliation.DecisionStatus;
import io.voxledger.reconciliation.Decisions;
import io.voxledger.reconciliation.ReconciledPeriod;
import io.voxledger.usage.ProviderAliases;
import io.voxledger.yaml.YamlProblem;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsReaderTest {
  private static ReconciledPeriod day(String biller, String account, String day) {
    return new ReconciledPeriod(biller, account, BillingPeriod.day(LocalDate.parse(day)));
  }

  @Test
  void a_decision_is_read_whole() {
    Decisions decisions =
        read(
            "- {biller: openai, account: proj_voice_prod, period: 2026-09-14, status: disputed,"
                + " owner: finance, note: \"ticket 4711\", until: 2026-11-30}");
    Decision decision = decisions.about(day("openai", "proj_voice_prod", "2026-09-14")).get();
    assertThat(decision.status()).isEqualTo(DecisionStatus.DISPUTED);
    assertThat(decision.owner()).contains("finance");
    assertThat(decision.note()).contains("ticket 4711");
    assertThat(decision.until()).contains(LocalDate.parse("2026-11-30"));
    assertThat(decision.codeOn(LocalDate.parse("2026-11-29"))).isEqualTo("disputed");
    assertThat(decision.codeOn(LocalDate.parse("2026-11-30"))).isEqualTo("disputed_expired");
    assertThat(decisions.about(day("openai", "other", "2026-09-14"))).isEmpty();
    assertThat(decisions.about(day("google", "proj_voice_prod", "2026-09-14"))).isEmpty();
    assertThat(decisions.about(day("openai", "proj_voice_prod", "2026-09-15"))).isEmpty();
  }

  @Test
  void the_most_specific_decision_counts() {
    Decisions decisions =
        read(
            """
            - {biller: openai, period: 2026-09, status: accepted, owner: month of all}
            - {biller: openai, account: a, period: 2026-09, status: disputed, owner: month of a}
            - {biller: openai, account: "*", period: 2026-09-14, status: accepted, owner: day of all}
            - {biller: openai, account: a, period: 2026-09-14, status: credit_requested, owner: day of a}
            """);
    assertThat(owner(decisions, "a", "2026-09-14")).contains("day of a");
    assertThat(owner(decisions, "a", "2026-09-15")).contains("month of a");
    assertThat(owner(decisions, "b", "2026-09-14")).contains("day of all");
    assertThat(owner(decisions, "b", "2026-09-30")).contains("month of all");
    assertThat(owner(decisions, "b", "2026-10-01")).isEmpty();
  }

  private static Decisions read(String text) {
    return DecisionsReader.read(text, ProviderAliases.BUILT_IN::canonical);
  }

  private static Optional<String> owner(Decisions decisions, String account, String day) {
    return decisions.about(day("openai", account, day)).flatMap(Decision::owner);
  }

  @Test
  void a_decision_about_no_period_is_found() {
    Decisions decisions =
        read(
            """
            - {biller: openai, account: a, period: 2026-09-14, status: accepted}
            - {biller: openai, account: b, period: 2026-09-14, status: accepted}
            """);
    assertThat(decisions.aboutNoneOf(List.of(day("openai", "a", "2026-09-14"))))
        .containsExactly(decisions.all().get(1));
  }

  @Test
  void a_file_of_comments_decides_nothing() {
    assertThat(read("# nothing yet\n").all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: b | decisions must be a list",
        "- {biler: openai, period: 2026-09-14, status: disputed} | did you mean 'biller'?",
        "- {period: 2026-09-14, status: disputed} | 'biller' is missing",
        "- {biller: openai, status: disputed} | 'period' is missing",
        "- {biller: openai, period: 2026-09-14} | 'status' is missing",
        "- {biller: openai, period: 2026-09-14, status: disputd} | did you mean 'disputed'?",
        "- {biller: openai, period: 2026-09-14, status: accepted, until: soon} | no day such as",
        "- {biller: openai, account: , period: 2026-09-14, status: accepted} | 'account' has no value",
        "- {biller: openai, period: autumn, status: accepted} | month such as 2026-09",
      })
  void what_cannot_be_meant_is_refused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(YamlProblem.class)
        .hasMessageContaining(message);
  }

  @Test
  void two_decisions_about_the_same_are_refused() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    - {biller: openai, account: a, period: 2026-09-14, status: accepted}
                    - {biller: API.OpenAI.com, account: a, period: 2026-09-14, status: disputed}
                    """))
        .isInstanceOf(YamlProblem.class)
        .hasMessageContaining("line 1 decides on the same");
  }
}

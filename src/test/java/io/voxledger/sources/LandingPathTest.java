package io.voxledger.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.sources.LandingPath.Stage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandingPathTest {
  @Test
  void foldersGiveDefaults() {
    LandingPath path =
        LandingPath.parse(
                "billing/openai-costs/project=acme/account=proj_1/pulled=2026-09-20T010203Z/page1.json")
            .orElseThrow();
    assertThat(path.stage()).isEqualTo(Stage.BILLING);
    assertThat(path.source()).isEqualTo("openai-costs");
    assertThat(path.badPulled()).isEmpty();
    assertThat(path.defaults())
        .isEqualTo(
            FolderDefaults.of(
                Optional.of("acme"),
                Optional.of("proj_1"),
                Optional.of(Instant.parse("2026-09-20T01:02:03Z"))));
  }

  @Test
  void theInnermostFolderWinsAndFileNamesGiveNothing() {
    LandingPath path =
        LandingPath.parse("usage/usage-record/project=a/dt=1/project=b/account=/project=c.json")
            .orElseThrow();
    assertThat(path.defaults())
        .isEqualTo(FolderDefaults.of(Optional.of("b"), Optional.empty(), Optional.empty()));
  }

  @Test
  void aPulledFolderThatIsNoInstantIsTold() {
    LandingPath path = LandingPath.parse("billing/xai/pulled=yesterday/a.json").orElseThrow();
    assertThat(path.badPulled()).contains("yesterday");
    assertThat(path.badPulledFolder()).contains("billing/xai/pulled=yesterday");
    assertThat(path.defaults().pulled()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage/xai/_SUCCESS",
        "usage/xai/.a.json",
        "usage/_old/a.json",
        "usage/xai/_delta/a.json",
        "usage/xai/a.json.tmp",
        "usage/xai/a.json.crc",
        "usage/xai/.staging/b/a.json"
      })
  void someNamesAreIgnored(String path) {
    assertThat(LandingPath.isIgnored(path)).isTrue();
    assertThat(LandingPath.parse(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"usage/a.json", "a.json", "other/xai/a.json", "Usage/xai/a.json"})
  void pathsOutsideTheStagesAreNone(String path) {
    assertThat(LandingPath.parse(path)).isEmpty();
  }
}

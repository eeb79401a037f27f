package io.voxledger.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.usage.ResolveVersions.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResolveVersionsTest {
  private static final long NONE = RowRank.NO_REVISION;

  /** The canonical JSON of a row stands where a test put it: in the name of its file. */
  private static final ResolveVersions FROM_FILES =
      new ResolveVersions(origin -> Optional.of(textOf(origin)));

  private static final ResolveVersions FILES_ARE_GONE =
      new ResolveVersions(origin -> Optional.empty());

  private static String textOf(RowOrigin origin) {
    return origin.contentHash();
  }

  /** A version of one row; its text is its whole canonical JSON. */
  private static AcceptedRow version(
      long recency, long usedAt, String text, String file, int line) {
    return version(recency, usedAt, text, Optional.of(text), new RowOrigin(file, text, line));
  }

  private static AcceptedRow version(
      long recency, long usedAt, String text, Optional<String> tieText, RowOrigin origin) {
    return new AcceptedRow(
        UsageSource.USAGE_RECORD,
        "id",
        new RowRank(recency, Instant.ofEpochSecond(usedAt), digest(text), tieText),
        origin,
        Events.of("", "", ""),
        List.of(),
        Optional.empty());
  }

  /** An order of its own, so that a test sees when digests decide. */
  private static String digest(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  /** As a stored row, which has no text to break ties. */
  private static AcceptedRow stored(AcceptedRow row) {
    return version(
        row.rank().recency(),
        row.rank().usedAt().getEpochSecond(),
        textOf(row.origin()),
        Optional.empty(),
        row.origin());
  }

  @Test
  void a_row_alone_wins() {
    AcceptedRow row = version(NONE, 0, "a", "f", 1);
    assertThat(FILES_ARE_GONE.resolve(List.of(row)))
        .isEqualTo(new Resolution(row, List.of(), List.of()));
  }

  @Test
  void the_greatest_recency_wins_and_an_absent_one_is_least() {
    AcceptedRow none = version(NONE, 0, "a", "f", 1);
    AcceptedRow old = version(-5, 0, "b", "f", 2);
    AcceptedRow revised = version(7, 9, "c", "f", 3);
    Resolution resolution = FILES_ARE_GONE.resolve(List.of(none, revised, old));
    assertThat(resolution.winner()).isEqualTo(revised);
    assertThat(resolution.superseded()).containsExactlyInAnyOrder(none, old);
    assertThat(FILES_ARE_GONE.resolve(List.of(none, old)).winner()).isEqualTo(old);
  }

  @Test
  void of_equal_recency_the_earliest_wins() {
    AcceptedRow late = version(NONE, 5, "a", "f", 1);
    AcceptedRow early = version(NONE, 4, "b", "f", 2);
    assertThat(FILES_ARE_GONE.resolve(List.of(late, early)).winner()).isEqualTo(early);
  }

  @Test
  void of_equal_time_the_smallest_text_wins_by_code_point() {
    AcceptedRow emoji = version(NONE, 0, "{\"a\":\"\uD83D\uDE00\"}", "f", 1);
    AcceptedRow fullwidth = version(NONE, 0, "{\"a\":\"\uFF21\"}", "f", 2);
    // U+FF21 is before U+1F600, although its UTF-16 unit is greater than U+D83D
    assertThat(FILES_ARE_GONE.resolve(List.of(emoji, fullwidth)).winner()).isEqualTo(fullwidth);
  }

  @Test
  void where_a_text_is_missing_both_rows_are_read_again() {
    AcceptedRow b = version(NONE, 0, "b1", "f", 1);
    AcceptedRow a = stored(version(NONE, 0, "a2", "f", 2));
    // by digest 1b would be before 2a
    assertThat(FROM_FILES.resolve(List.of(b, a)).winner()).isEqualTo(a);
  }

  @Test
  void where_a_file_is_gone_the_digest_decides() {
    AcceptedRow b = version(NONE, 0, "b1", "f", 1);
    AcceptedRow a = stored(version(NONE, 0, "a2", "f", 2));
    assertThat(FILES_ARE_GONE.resolve(List.of(b, a)).winner()).isEqualTo(b);
    assertThat(FILES_ARE_GONE.resolve(List.of(a, b)).winner()).isEqualTo(b);
  }

  @Test
  void of_equal_rows_the_smallest_path_and_line_stays() {
    AcceptedRow a2 = version(NONE, 0, "x", "a.jsonl", 2);
    AcceptedRow a10 = version(NONE, 0, "x", "a.jsonl", 10);
    AcceptedRow b1 = version(NONE, 0, "x", "b.jsonl", 1);
    Resolution resolution = FILES_ARE_GONE.resolve(List.of(b1, a10, a2));
    assertThat(resolution.winner()).isEqualTo(a2);
    assertThat(resolution.duplicates()).containsExactlyInAnyOrder(a10, b1);
    assertThat(resolution.superseded()).isEmpty();
  }

  @Test
  void repeats_of_a_superseded_row_are_duplicates() {
    AcceptedRow winner = version(9, 0, "new", "a", 1);
    AcceptedRow old = version(1, 0, "old", "a", 2);
    AcceptedRow again = version(1, 0, "old", "b", 1);
    Resolution resolution = FILES_ARE_GONE.resolve(List.of(again, old, winner));
    assertThat(resolution.duplicates()).containsExactly(again);
    assertThat(resolution.superseded()).containsExactly(old);
  }

  @Test
  void any_order_of_new_and_stored_rows_gives_what_sorting_them_gives() {
    Random random = new Random(20260921);
    for (int round = 0; round < 2000; round++) {
      List<AcceptedRow> rows = randomVersions(random);
      // Another way to the same: sort by (recency descending, time, text, path, line).
      AcceptedRow expected =
          Collections.min(
              rows,
              Comparator.comparing((AcceptedRow r) -> r.rank().recency())
                  .reversed()
                  .thenComparing(r -> r.rank().usedAt())
                  .thenComparing(r -> textOf(r.origin()))
                  .thenComparing(AcceptedRow::origin));
      long contents = rows.stream().map(r -> r.rank().digest()).distinct().count();
      rows.replaceAll(row -> random.nextInt(3) == 0 ? stored(row) : row);
      Collections.shuffle(rows, random);
      Resolution resolution = FROM_FILES.resolve(rows);
      assertThat(resolution.winner().origin()).isEqualTo(expected.origin());
      assertThat(resolution.superseded()).hasSize((int) contents - 1);
      assertThat(resolution.duplicates()).hasSize(rows.size() - (int) contents);
    }
  }

  /** Few recencies, times and texts, so that they meet; a text tells its recency and time. */
  private static List<AcceptedRow> randomVersions(Random random) {
    List<AcceptedRow> rows = new ArrayList<>();
    for (int line = 1 + random.nextInt(8); line > 0; line--) {
      long recency = random.nextInt(3) == 0 ? NONE : random.nextInt(2);
      int usedAt = random.nextInt(2);
      String text = random.nextInt(3) + "/" + recency + "/" + usedAt;
      rows.add(version(recency, usedAt, text, "f" + random.nextInt(2), line));
    }
    return rows;
  }

  @Test
  void what_the_newest_pull_says_again_is_as_new_as_it() {
    AcceptedRow first = version(1, 0, "a", "pulled=1", 1);
    AcceptedRow between = version(2, 0, "b", "pulled=2", 1);
    AcceptedRow again = version(3, 0, "a", "pulled=3", 1);
    assertThat(FILES_ARE_GONE.resolve(List.of(first, between, again)))
        .isEqualTo(new Resolution(again, List.of(first), List.of(between)));
    assertThat(FILES_ARE_GONE.resolve(List.of(again, first)))
        .isEqualTo(new Resolution(first, List.of(again), List.of()));
  }
}

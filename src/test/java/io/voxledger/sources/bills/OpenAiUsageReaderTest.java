package io.voxledger.sources.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.billed.BillFile;
import io.voxledger.billed.BillLine;
import io.voxledger.billed.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenAiUsageReaderTest {

  @Test
  void tokensAreSplitIntoDisjointMetersAsFarAsTheReportTells() throws IOException {
    String page =
        Files.readString(
            SampleBills.ROOT.resolve(
                "openai-usage/landing/pulled=2026-11-20T060000Z/completions.json"));

    // 8,223 input = 2 text + 29 audio + 8,192 cached (5,376 text + 2,816 audio)
    assertThat(quantities(page, "gpt-realtime-2025-08-28"))
        .containsExactly(
            "input_text 2",
            "input_audio 29",
            "cache_read_text 5376",
            "cache_read_audio 2816",
            "output_text 250",
            "output_audio 1019");
    // 5,000 input = 3,000 uncached + 1,800 cached + 200 written, of no modality
    assertThat(quantities(page, "gpt-5.4-2026-03-05"))
        .containsExactly("input 3000", "cache_read 1800", "output 1000", "cache_write 200");
  }

  private static List<String> quantities(String page, String model) {
    BillFile file =
        new BillFile(Sources.OPENAI_USAGE, "u.json", "hash", Optional.empty(), Optional.empty());
    BillReading reading = Bills.read(new OpenAiUsageReader(), file, page, Bills.names(Map.of()));
    return reading.pages().get(0).buckets().get(0).lines().stream()
        .filter(line -> line.model().filter(model::equals).isPresent())
        .map(OpenAiUsageReaderTest::text)
        .toList();
  }

  private static String text(BillLine line) {
    String quantity = line.quantity().orElseThrow().value().stripTrailingZeros().toPlainString();
    return line.meter().orElseThrow().code() + " " + quantity;
  }
}

package io.voxledger.rates.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/** The price lists of other projects that tests read. */
public final class PriceFiles {
  private PriceFiles() {}

  /** LiteLLM's map, as if it had been pulled at that time. */
  public static ImportedRates litellm(String pulled) {
    return read(PriceFormat.LITELLM, "litellm_model_prices.json.gz", pulled);
  }

  /** genai-prices of August 2026. */
  public static ImportedRates genaiPrices(String pulled) {
    return read(PriceFormat.GENAI_PRICES, "genai_prices_v2.json.gz", pulled);
  }

  /** genai-prices of November 2026, flat. */
  public static ImportedRates flat(String pulled) {
    return read(PriceFormat.CSV, "rates_genai.csv.gz", pulled);
  }

  static ImportedRates read(PriceFormat format, String file, String pulled) {
    return format.read(text(file), new PulledFile(file, Instant.parse(pulled)));
  }

  /** A file of the folder {@code prices}, unpacked. */
  public static String text(String file) {
    try (InputStream bytes = PriceFiles.class.getResourceAsStream("/prices/" + file)) {
      InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      return new String(plain.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

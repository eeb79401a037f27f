package io.voxledger.rates.imports;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The forms of price files that can be read. */
public enum PriceFormat {
  /** {@code model_prices_and_context_window.json} of LiteLLM. */
  LITELLM("litellm") {
    @Override
    ImportedRates parse(String text, PulledFile file) {
      return new LitellmFile(file).read(text);
    }
  },
  /** {@code data.json} of genai-prices, version 2. */
  GENAI_PRICES("genai-prices") {
    @Override
    ImportedRates parse(String text, PulledFile file) {
      return new GenaiPricesFile(file).read(text);
    }
  },
  /** One price a line, see {@link FlatCsvFile}. */
  CSV("csv") {
    @Override
    ImportedRates parse(String text, PulledFile file) {
      return new FlatCsvFile(file).read(text);
    }
  };

  private final String source;

  PriceFormat(String source) {
    this.source = source;
  }

  /** The folder below {@code rates/}, and the name in commands. */
  public String source() {
    return source;
  }

  /**
   * The cards of a file's text.
   *
   * @throws InvalidPriceFile when the text is not of this form
   */
  public ImportedRates read(String text, PulledFile file) {
    return parse(text.startsWith("\uFEFF") ? text.substring(1) : text, file);
  }

  abstract ImportedRates parse(String text, PulledFile file);

  public static Optional<PriceFormat> of(String source) {
    return Arrays.stream(values()).filter(format -> format.source.equals(source)).findFirst();
  }

  /** All names, in order. */
  public static List<String> sources() {
    return Arrays.stream(values()).map(PriceFormat::source).toList();
  }
}

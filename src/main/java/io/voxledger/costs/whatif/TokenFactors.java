package io.voxledger.costs.whatif;

import static java.util.Comparator.comparing;

import io.voxledger.measure.Meter;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** How tokens of one provider are counted as another's. */
public record TokenFactors(List<TokenFactor> all) implements Serializable {
  public static final TokenFactors NONE = new TokenFactors(List.of());

  public TokenFactors {
    all = List.copyOf(all);
  }

  /** The factor for tokens of a meter; one for its modality goes before one for all tokens. */
  public Optional<TokenFactor> find(String from, String to, Meter meter) {
    return all.stream()
        .filter(factor -> factor.covers(from, to, meter))
        .min(comparing(factor -> factor.modality().isEmpty()));
  }
}

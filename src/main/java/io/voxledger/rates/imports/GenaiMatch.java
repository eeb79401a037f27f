package io.voxledger.rates.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A match clause of genai-prices: which model names mean a model. Case does not matter.
 *
 * <p>A card has names and prefixes. {@code contains} is narrowed to the prefix and {@code
 * ends_with} to the name; both are noted, as are expressions and conjunctions, which have no place.
 */
final class GenaiMatch {
  private final Kind kind;
  private final String text;
  private final String folded;
  private final Pattern pattern;
  private final List<GenaiMatch> parts;
  private final String path;

  private enum Kind {
    EQUALS,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS,
    REGEX,
    OR,
    AND
  }

  private GenaiMatch(Kind kind, String text, List<GenaiMatch> parts, String path) {
    this.kind = kind;
    this.text = text;
    this.folded = text.toLowerCase(Locale.ROOT);
    this.parts = parts;
    this.path = path;
    this.pattern = kind == Kind.REGEX ? compile(text, path) : null;
  }

  /** The clause at a path; throws {@link InvalidPriceFile} for one that is unknown. */
  static GenaiMatch of(JsonNode node, String path) {
    if (!node.isObject() || node.size() != 1) {
      throw new InvalidPriceFile(path + " is no match clause with one key");
    }
    Map.Entry<String, JsonNode> clause = node.properties().iterator().next();
    String place = path + "." + clause.getKey();
    Kind kind = kind(clause.getKey(), place);
    if (kind != Kind.OR && kind != Kind.AND) {
      return new GenaiMatch(kind, clause.getValue().asText(), List.of(), place);
    }
    List<GenaiMatch> parts = new ArrayList<>();
    for (JsonNode part : clause.getValue()) {
      parts.add(of(part, place + "[" + parts.size() + "]"));
    }
    return new GenaiMatch(kind, "", parts, place);
  }

  boolean matches(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (kind) {
      case EQUALS -> lower.equals(folded);
      case STARTS_WITH -> lower.startsWith(folded);
      case ENDS_WITH -> lower.endsWith(folded);
      case CONTAINS -> lower.contains(folded);
      case REGEX -> pattern.matcher(lower).find();
      case OR -> parts.stream().anyMatch(part -> part.matches(lower));
      case AND -> parts.stream().allMatch(part -> part.matches(lower));
    };
  }

  /** The names and prefixes (with a trailing {@code *}) of the clause that a card can state. */
  void names(Consumer<String> names, String model, List<NotSaid> notSaid) {
    switch (kind) {
      case EQUALS -> names.accept(text);
      case STARTS_WITH -> names.accept(text + "*");
      case CONTAINS -> {
        names.accept(text + "*");
        notSaid.add(beside(model, "narrowed to names that begin so"));
      }
      case ENDS_WITH -> {
        names.accept(text);
        notSaid.add(beside(model, "narrowed to that name"));
      }
      case REGEX, AND -> notSaid.add(beside(model, "a card has names and prefixes only"));
      case OR -> parts.forEach(part -> part.names(names, model, notSaid));
    }
  }

  private NotSaid beside(String model, String why) {
    return NotSaid.beside(path, model, "match " + (text.isEmpty() ? "" : "'" + text + "' ") + why);
  }

  private static Kind kind(String key, String path) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(key)) {
        return kind;
      }
    }
    throw new InvalidPriceFile(path + ": unknown match clause");
  }

  private static Pattern compile(String regex, String path) {
    try {
      return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new InvalidPriceFile(path + ": '" + regex + "' is no expression", e);
    }
  }
}

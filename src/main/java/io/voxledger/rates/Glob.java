package io.voxledger.rates;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text in which {@code *} stands for any characters, or none. */
public record Glob(String text) implements Serializable {
  /** Whether it has a {@code *}; without one it is a name. */
  public boolean isPattern() {
    return text.indexOf('*') >= 0;
  }

  public boolean matches(String name) {
    return isPattern() ? pattern(text).matcher(name).matches() : text.equals(name);
  }

  public boolean matchesIgnoringCase(String name) {
    return new Glob(text.toLowerCase(Locale.ROOT)).matches(name.toLowerCase(Locale.ROOT));
  }

  private static Pattern pattern(String glob) {
    String regex =
        Arrays.stream(glob.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL);
  }
}

package io.voxledger.yaml;

import java.util.List;
import java.util.Map;

/**
 * A YAML document as a tree that remembers where everything stood. Scalars keep the text as
 * written: no number is ever built from {@code 4.00} on the way. Lines are physical, from 1.
 */
public sealed interface YamlNode {
  int line();

  /** What the node is, for error messages. */
  String what();

  /** A scalar; {@code isNull} for a plain {@code null}, {@code ~} or nothing. */
  record Scalar(int line, String text, boolean isNull) implements YamlNode {
    @Override
    public String what() {
      return isNull ? "nothing" : "'" + text + "'";
    }
  }

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String what() {
      return "a list";
    }
  }

  /** A map in the order of the text. */
  record Mapping(int line, Map<String, Entry> entries) implements YamlNode {
    @Override
    public String what() {
      return "a map";
    }
  }

  /** A value and the line of its key. */
  record Entry(int keyLine, YamlNode value) {}
}

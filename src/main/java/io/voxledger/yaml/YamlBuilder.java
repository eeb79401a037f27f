package io.voxledger.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;

/** A list or map whose end has not been read yet. */
final class YamlBuilder {
  private final CollectionStartEvent start;
  private final int line;
  private final long nodesBefore;
  private final List<YamlNode> items = new ArrayList<>();
  private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
  private YamlNode.Scalar key;

  YamlBuilder(CollectionStartEvent start, int line, long nodesBefore) {
    this.start = start;
    this.line = line;
    this.nodesBefore = nodesBefore;
  }

  CollectionStartEvent start() {
    return start;
  }

  long nodesBefore() {
    return nodesBefore;
  }

  /** Adds an item, or in a map the next key or its value. */
  void add(YamlNode node) {
    if (!isMapping()) {
      items.add(node);
    } else if (key == null) {
      key = asKey(node);
    } else {
      entries.put(key.text(), new YamlNode.Entry(key.line(), node));
      key = null;
    }
  }

  YamlNode build() {
    return isMapping()
        ? new YamlNode.Mapping(line, Collections.unmodifiableMap(entries))
        : new YamlNode.Sequence(line, Collections.unmodifiableList(items));
  }

  private boolean isMapping() {
    return start.getEventId() == Event.ID.MappingStart;
  }

  private YamlNode.Scalar asKey(YamlNode node) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      throw YamlProblem.at(node.line(), "a key must be text, not " + node.what());
    }
    if (entries.containsKey(scalar.text())) {
      throw YamlProblem.atKey(
          scalar.line(), scalar.text(), "key '" + scalar.text() + "' stands twice");
    }
    return scalar;
  }
}

package io.voxledger.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document from its events, so that scalars stay text and no object is ever
 * constructed. Bounded: text of at most {@link #MAX_CHARACTERS}, {@link #MAX_DEPTH} levels, {@link
 * #MAX_NODES} nodes with every alias counted as a copy.
 */
public final class YamlDocument {
  /** The longest text that is read. */
  public static final int MAX_CHARACTERS = 16 << 20;

  /** How deep lists and maps may be nested. */
  public static final int MAX_DEPTH = 50;

  /** How many nodes a document may have. */
  public static final int MAX_NODES = 2_000_000;

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Deque<YamlBuilder> open = new ArrayDeque<>();
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private long nodes;
  private YamlNode root;

  private record Anchored(YamlNode node, long nodes) {}

  private YamlDocument() {}

  /**
   * The document's root; empty when the text holds none.
   *
   * @throws YamlProblem when the text is no YAML, holds several documents, a key twice, a tag, or
   *     exceeds a bound
   */
  public static Optional<YamlNode> parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw YamlProblem.at(1, "longer than " + MAX_CHARACTERS + " characters");
    }
    try {
      return new YamlDocument().read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (MarkedYamlEngineException notYaml) {
      int line = notYaml.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
      throw YamlProblem.at(line, "not YAML: " + notYaml.getProblem());
    } catch (YamlEngineException notYaml) {
      throw YamlProblem.at(1, "not YAML: " + notYaml.getMessage().lines().findFirst().orElse(""));
    }
  }

  private Optional<YamlNode> read(String text) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
    Iterator<Event> events = new Parse(settings).parseString(text).iterator();
    while (events.hasNext()) {
      take(events.next());
    }
    return Optional.ofNullable(root);
  }

  private void take(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> {
        if (root != null) {
          throw YamlProblem.at(line(event), "a second document; one file holds one");
        }
      }
      case Scalar -> add(scalar((ScalarEvent) event), (NodeEvent) event, 1);
      case Alias -> {
        Anchored anchored = anchors.get(((AliasEvent) event).getAlias());
        if (anchored == null) {
          throw YamlProblem.at(line(event), "an alias to an anchor that is not complete before it");
        }
        add(anchored.node(), null, anchored.nodes());
      }
      case SequenceStart, MappingStart -> start((CollectionStartEvent) event);
      case SequenceEnd, MappingEnd -> {
        YamlBuilder done = open.pop();
        add(done.build(), done.start(), nodes - done.nodesBefore());
      }
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
  }

  private void start(CollectionStartEvent event) {
    refuseTag(event, event.getTag());
    if (open.size() == MAX_DEPTH) {
      throw YamlProblem.at(line(event), "nested more than " + MAX_DEPTH + " levels deep");
    }
    open.push(new YamlBuilder(event, line(event), nodes));
  }

  private void add(YamlNode node, NodeEvent event, long copies) {
    nodes += node instanceof YamlNode.Scalar || event == null ? copies : 1;
    if (nodes > MAX_NODES) {
      throw YamlProblem.at(
          node.line(), "more than " + MAX_NODES + " nodes, aliases counted as copies");
    }
    if (event != null) {
      event.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Anchored(node, copies + 1)));
    }
    if (open.isEmpty()) {
      root = node;
    } else {
      open.peek().add(node);
    }
  }

  private static YamlNode scalar(ScalarEvent event) {
    refuseTag(event, event.getTag());
    boolean isNull = event.isPlain() && NULLS.contains(event.getValue());
    return new YamlNode.Scalar(line(event), event.getValue(), isNull);
  }

  private static void refuseTag(Event event, Optional<String> tag) {
    tag.filter(t -> !t.equals("!"))
        .ifPresent(
            t -> {
              throw YamlProblem.at(line(event), "a tag (" + t + "); write plain values");
            });
  }

  static int line(Event event) {
    return event.getStartMark().map(m -> m.getLine() + 1).orElse(1);
  }
}

package io.voxledger.reports.finance.html;

import io.voxledger.reports.Shown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * One inline picture, {@value #WIDTH} units wide, that grows with the page. Colours come from the
 * page's style, which knows light, dark and paper.
 */
final class Svg {
  static final int WIDTH = 420;

  private final StringBuilder text = new StringBuilder();

  Svg(int height, String label) {
    text.append(
        "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">"
            .formatted(WIDTH, height, HtmlText.escaped(label)));
  }

  /** A bar with what it stands for, which a pointer shows. */
  Svg bar(Box box, String style, String meaning) {
    text.append(
            "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\">"
                .formatted(box.x(), box.y(), box.width(), box.height(), style))
        .append("<title>")
        .append(HtmlText.escaped(meaning))
        .append("</title></rect>");
    return this;
  }

  /** A bar's place. */
  record Box(BigDecimal x, BigDecimal y, BigDecimal width, BigDecimal height) {
    /** Between two heights, whichever is the upper. */
    static Box upright(BigDecimal x, BigDecimal width, BigDecimal one, BigDecimal other) {
      return new Box(x, one.min(other), width, one.subtract(other).abs());
    }

    static Box lying(BigDecimal y, BigDecimal height, BigDecimal one, BigDecimal other) {
      return new Box(one.min(other), y, one.subtract(other).abs(), height);
    }
  }

  Svg line(String style, BigDecimal x1, BigDecimal y1, BigDecimal x2, BigDecimal y2) {
    text.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(style, x1, y1, x2, y2));
    return this;
  }

  /** A line through points, each {@code x,y}. */
  Svg path(String style, List<String> points) {
    text.append(
        "<polyline class=\"%s\" points=\"%s\"/>".formatted(style, String.join(" ", points)));
    return this;
  }

  /** Words; {@code anchor} is start, middle or end. */
  Svg words(BigDecimal x, BigDecimal y, String anchor, String words) {
    text.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(x, y, anchor, HtmlText.escaped(words)));
    return this;
  }

  /** Lines of an upright axis, each with its amount. */
  Svg upright(Scale scale, int left) {
    for (BigDecimal tick : scale.ticks()) {
      BigDecimal y = scale.at(tick);
      line(tick.signum() == 0 ? "zero" : "grid", px(left), y, px(WIDTH), y);
      words(px(left - 4), y.add(px(4)), "end", amount(tick));
    }
    return this;
  }

  /** As few digits as tell it. */
  static String amount(BigDecimal amount) {
    return Shown.exact(amount);
  }

  static BigDecimal px(int pixels) {
    return BigDecimal.valueOf(pixels);
  }

  /** The n-th of equal parts of a width, to a tenth. */
  static BigDecimal part(int width, int n, int of) {
    return BigDecimal.valueOf((long) width * n)
        .divide(BigDecimal.valueOf(of), 1, RoundingMode.HALF_EVEN);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s</svg>", text);
  }
}

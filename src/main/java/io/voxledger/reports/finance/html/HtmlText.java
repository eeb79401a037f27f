package io.voxledger.reports.finance.html;

/** Text as HTML and SVG. */
final class HtmlText {
  private HtmlText() {}

  /** Safe between tags and in quoted attributes; control characters become visible. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.append(' ');
                default -> safe.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c);
              }
            });
    return safe.toString();
  }
}

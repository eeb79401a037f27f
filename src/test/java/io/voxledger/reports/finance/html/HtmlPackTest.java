package io.voxledger.reports.finance.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.reports.finance.September;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class HtmlPackTest {
  private final String html = HtmlPack.text(September.pack());

  @Test
  void thePageNeedsNothingButItself() {
    assertThat(html)
        .contains("default-src 'none'")
        .doesNotContain("<script")
        .doesNotContain("<link")
        .doesNotContain("<img")
        .doesNotContain("src=")
        .doesNotContain("url(")
        .doesNotContain("@import");
  }

  @Test
  void namesAreTextAndNoMarkup() {
    assertThat(html)
        .contains(
            "=HYPERLINK(&quot;http://evil&quot;,&quot;x&quot;)&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(HtmlText.escaped("a&b<c>\"'\u0000\n"))
        .isEqualTo("a&amp;b&lt;c&gt;&quot;&#39;\uFFFD ");
  }

  /** Well-formed as XML but for the few tags that HTML leaves open. */
  @Test
  void everyTagIsClosed() throws Exception {
    String xml = html.replace("<!doctype html>", "").replaceAll("<meta([^>]*)>", "<meta$1/>");

    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));

    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(4);
    assertThat(page.getElementsByTagName("section").getLength())
        .isEqualTo(September.pack().sheets().size());
  }

  @Test
  void shownNumbersCarryTheirExactDigits() {
    assertThat(html)
        .contains("data-exact=\"67.273975000005\">67.27</td>")
        .contains("<td class=\"n less\" data-exact=\"-0.25\">-0.25</td>")
        .contains("<tr class=\"rounding\"><td>rounding</td><td class=\"n\" data-exact=\"0.01\">");
  }

  // 1, 2 or 5 times a power of ten, about five steps
  @ParameterizedTest
  @CsvSource({
    "0.0123, 0.005",
    "1, 0.2",
    "27.5, 10",
    "100, 20",
    "101, 50",
    "99999, 20000",
    "0, 1",
  })
  void axesHaveRoundTicks(BigDecimal most, BigDecimal step) {
    Scale scale = Scale.of(List.of(most), 200, 10);

    assertThat(scale.step()).isEqualByComparingTo(step);
    assertThat(scale.at(BigDecimal.ZERO)).isEqualByComparingTo("200");
    assertThat(scale.ticks().get(scale.ticks().size() - 1)).isGreaterThanOrEqualTo(most);
  }

  @Test
  void anAxisOfAmountsFarFromZeroBeginsNearThem() {
    Scale scale = Scale.near(List.of(new BigDecimal("1000"), new BigDecimal("1003")), 0, 100);

    assertThat(scale.beginsAtZero()).isFalse();
    assertThat(scale.low()).isEqualByComparingTo("1000");
  }
}

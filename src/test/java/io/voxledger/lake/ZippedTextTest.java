package io.voxledger.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ZippedTextTest {
  @Test
  void aDocumentComesBackAndTakesLessRoom() {
    String document = "{\"name\": \"Zürich €\"}\n".repeat(10_000);

    String column = ZippedText.of(document);

    assertThat(ZippedText.read(column)).isEqualTo(document);
    assertThat(column).hasSizeLessThan(document.length() / 10);
  }

  @Test
  void whatEarlierVersionsWroteIsReadAsItIs() {
    assertThat(ZippedText.read("id: a\nbiller: zürich\n")).isEqualTo("id: a\nbiller: zürich\n");
    assertThat(ZippedText.read("")).isEmpty();
  }
}

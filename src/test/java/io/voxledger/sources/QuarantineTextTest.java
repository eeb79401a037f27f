package io.voxledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuarantineTextTest {
  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "write to jo.doe+x@mail.example.org!|write to [email]!",
        "{\"to\":\"jo\\u0040example.org\"}|{\"to\":\"[email]\"}",
        "{\"identity\":\"sip_+15105550100\"}|{\"identity\":\"sip_[phone]\"}",
        "\"sip_15105550100\"|\"[phone]\"",
        "+1 (510) 555-0100 and +49-89-1234567|[phone] and [phone]",
        "tel:5105550100|[phone]",
        "call 510-555-0100 now|call [phone] now",
        "{\"sip.phoneNumber\":\"15105550100\"}|{\"sip.phoneNumber\":\"[phone]\"}",
        "{\"transcript\":\"my secret\",\"n\":1}|{\"transcript\":\"[removed]\",\"n\":1}",
        "{\"chat_history\": {\"items\":[{\"content\":[\"a } \\\" b\"]}]}, \"n\":1}"
            + "|{\"chat_history\": \"[removed]\", \"n\":1}",
        "{\"chat_history\":{\"items\":[\"cut of|{\"chat_history\":\"[removed]\"",
        "{\"x\":\"{\\\"transcript\\\":\\\"my secret\\\",\\\"n\\\":1}\"}"
            + "|{\"x\":\"{\\\"transcript\\\":\"[removed]\",\\\"n\\\":1}\"}",
      })
  void personalDataIsMasked(String text, String expected) {
    assertThat(QuarantineText.of(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"k\":\"AKIAIOSFODNN7EXAMPLE\"}|{\"k\":\"[credential]\"}",
        "{\"headers\":{\"Authorization\":\"Bearer abcdef123\"},\"n\":1}"
            + "|{\"headers\":{\"Authorization\":\"Bearer [credential]\"},\"n\":1}",
        "{\"api_key\": \"sk-proj-abcdefghijklmnop\"}|{\"api_key\": \"[credential]\"}",
        "{\"x\":\"{\\\"api_secret\\\":\\\"hunter22\\\"}\"}|{\"x\":\"{\\\"api_secret\\\":\\\"[credential]\\\"}\"}",
        "url: https://me:hunter22@example.org/x|url: [credential]example.org/x",
        "{\"token\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0abc.sig\"}|{\"token\":\"[credential]\"}",
        "-----BEGIN PRIVATE KEY-----\\nMIIE|[credential]",
      })
  void credentialsAreMasked(String text, String expected) {
    assertThat(QuarantineText.of(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"cached_tokens\":7,\"token_count\":12345,\"tokens\":\"12345\",\"secretary\":\"none\"}",
        "{\"input_tokens\":1234567890123,\"timestamp\":1789996820.1,\"createdAt\":\"1789996801\"}",
        "{\"observed_at\":\"2026-09-01T10:00:00+02:00\",\"id\":\"resp_CeT1x2y3z4\"}",
        "{\"n\":1E+4000000,\"m\":1.5e+10000000}",
        "{\"room\":\"acme-20260901\",\"uuid\":\"7f0c9a3e-8d1f-4f0e-9b65-123456789012\"}",
        "{\"model\":\"claude@20240620\",\"text_tokens\":5,\"content_index\":0,\"text\":7}",
        "\"startedAt\":\"1789996803412000000\"",
        "not json at all"
      })
  void idsNumbersAndTimesAreKept(String text) {
    assertThat(QuarantineText.of(text)).isEqualTo(text);
    assertThat(PersonalData.isIn(text)).isFalse();
  }

  @Test
  void textIsCutAt64KibibytesBetweenCharacters() {
    // 65,535 ASCII characters and one of two bytes: 65,537 bytes, so the last one goes
    assertThat(QuarantineText.of("x".repeat(65_535) + "éé").getBytes(UTF_8)).hasSize(65_535);
    assertThat(QuarantineText.of("x".repeat(65_534) + "éé")).hasSize(65_535).endsWith("é");
    assertThat(QuarantineText.of("x".repeat(65_536))).hasSize(65_536);
    byte[] big = "😀".repeat(600_000).getBytes(UTF_8);
    assertThat(QuarantineText.of(big, 0, big.length).getBytes(UTF_8)).hasSize(65_536);
    byte[] part = "aéb".getBytes(UTF_8);
    assertThat(QuarantineText.of(part, 1, 2)).isEqualTo("é");
  }

  @Test
  @Timeout(10)
  void hostileTextsTakeNoLongerThanOthers() {
    String hostile =
        "a.".repeat(300_000) + "@" + "1-".repeat(300_000) + "\"text\":[".repeat(20_000);
    assertThat(QuarantineText.of(hostile)).hasSizeLessThanOrEqualTo(65_536);
    for (String piece :
        List.of("eyJ-", "eyJa.", "xoxa-", "a://b", "token : ", "-----BEGIN ", "sk-")) {
      assertThat(QuarantineText.of(piece.repeat(300_000 / piece.length()))).isNotEmpty();
    }
  }
}

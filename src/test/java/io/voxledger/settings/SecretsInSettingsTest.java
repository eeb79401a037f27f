package io.voxledger.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsInSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: AKIAIOSFODNN7EXAMPLE                     | an AWS access key",
        "# was sk-proj-abcdefghijklmnop                | an API key (sk-…)",
        "password: hunter22                            | a password, key or token",
        "fs.s3a.secret.key = wJalrXUtnFEMI             | a password, key or token",
        "OPENAI_API_KEY=abcdef123456                   | a password, key or token",
        "livekit: {api_secret: abcdef123456}           | a password, key or token",
        "token: 'abcdef123456'                         | a password, key or token",
        "url: https://user:hunter22@example.com/x      | a password in an address",
        "fs.azure.account.key.a.dfs.core.windows.net: QUJDREVG | a credential of Hadoop",
        "spark.hadoop.fs.s3a.secret.key   wJalrXUtnFEMI | a credential of Hadoop",
        "<name>fs.s3a.access.key</name><value>abcdef</value> | a credential of Hadoop",
        "-----BEGIN RSA PRIVATE KEY-----               | a private key",
      })
  void credentialsAreRecognised(String line, String kind) {
    assertThat(SecretsInSettings.kindOf(line)).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "landing: s3a://my-bucket/landing",
        "# Secrets never stand here: credentials come from the instance's role",
        "prices: {input_text: 4.00, cache_read_text: 0.40}",
        "long_context: {over: 272000, prices: {input: 5.00}}",
        "source: {url: https://openai.com/api/pricing, checked: 2026-09-02}",
        "password: ${DB_PASSWORD}",
        "hadoop: {fs.s3a.aws.credentials.provider: com.example.Roles}",
        "hadoop: {fs.azure.account.auth.type: OAuth}",
        "  - model: task-runner-sk",
        "budgets: {project: risk-assessment-study}",
      })
  void settingsAreNot(String line) {
    assertThat(SecretsInSettings.kindOf(line)).isEmpty();
  }

  @Test
  void theSettingsThatComeWithVoxledgerHoldNone() throws IOException {
    assertThat(SecretsInSettings.find(Path.of("conf/voxledger.yaml"))).isEmpty();
  }
}

package io.voxledger.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAliasesTest {
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "api.openai.com,openai",
    "API.OpenAI.com,openai",
    "my-res.openai.azure.com,azure-openai",
    "openai.azure.com,openai.azure.com",
    "api.anthropic.com,anthropic",
    "api.x.ai,xai",
    "xAI,xai",
    "api.groq.com,groq",
    "api.mistral.ai,mistral",
    "Gemini,google",
    "google,google",
    "Vertex AI,google-vertex",
    "Google Cloud Platform,google-cloud",
    "ElevenLabs,elevenlabs",
    "'',''"
  })
  void builtInNames(String reported, String provider) {
    assertThat(ProviderAliases.BUILT_IN.canonical(reported)).isEqualTo(provider);
  }

  @Test
  void additionsComeOnTopAndWin() throws Exception {
    ProviderAliases aliases =
        ProviderAliases.with(
            Map.of(
                "OpenAI", List.of("*.llm-proxy.internal", "Gemini"),
                "eu", List.of("*.eu.llm-proxy.internal"),
                "one", List.of("a.llm-proxy.internal")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(aliases);
    ProviderAliases copy =
        (ProviderAliases)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertThat(copy.canonical("B.llm-proxy.internal")).isEqualTo("openai");
    assertThat(copy.canonical("b.eu.llm-proxy.internal")).as("longest ending").isEqualTo("eu");
    assertThat(copy.canonical("a.llm-proxy.internal")).as("exact first").isEqualTo("one");
    assertThat(copy.canonical("gemini")).isEqualTo("openai");
    assertThat(copy.canonical("api.x.ai")).isEqualTo("xai");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "", "a*b", "*.x.*"})
  void oddAliasesAreRefused(String alias) {
    assertThatThrownBy(() -> ProviderAliases.with(Map.of("p", List.of(alias))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneNameOfTwoProvidersIsRefused() {
    assertThatThrownBy(() -> ProviderAliases.with(Map.of("p", List.of("n"), "q", List.of("N"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'n'");
  }
}

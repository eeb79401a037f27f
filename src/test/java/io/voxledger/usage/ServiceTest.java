package io.voxledger.usage;

import static io.voxledger.usage.Events.given;
import static io.voxledger.usage.Events.maybe;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Kind;
import io.voxledger.measure.Meter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {
  private static final SettleRules RULES =
      new SettleRules(
          ProviderAliases.with(Map.of("openai", List.of("*.llm-proxy.internal"))),
          Map.of("openai", "proj_voice", "livekit", "p_main", "azure-openai", "sub_1"),
          Set.of("p_own"),
          Map.of(),
          new ProjectRules(List.of()));

  @ParameterizedTest
  @CsvSource({
    // kind, provider,          model,           account | provider, route, biller, account
    "LLM,    OpenAI,            gpt-5.4,         '',     openai,     direct, openai, proj_voice",
    "LLM,    api.openai.com,    gpt-5.4,         acc,    openai,     direct, openai, acc",
    "LLM,    x.llm-proxy.internal, gpt-5.4,      '',     openai,     direct, openai, proj_voice",
    "LLM,    Foo.openai.azure.com, gpt-5.4,      '',     azure-openai, direct, azure-openai, sub_1",
    "STT,    Deepgram,          nova-3,          '',     deepgram,   direct, deepgram, default",
    "TTS,    Somebody New,      voice,           '',     somebody new, direct, somebody new, default",
    // LiveKit Inference: the part before / made it, livekit bills it
    "LLM,    livekit,           openai/gpt-4.1,  '',     openai,     livekit-inference, livekit, p_main",
    "STT,    LiveKit,           Deepgram/nova-3, '',     deepgram,   livekit-inference, livekit, p_main",
    "TTS,    livekit,           a/b/c,           p_x,    a,          livekit-inference, livekit, p_x",
    "LLM,    livekit,           gpt-4.1,         '',     livekit,    livekit-inference, livekit, p_main",
    "LLM,    livekit,           /gpt-4.1,        '',     livekit,    livekit-inference, livekit, p_main",
    "LLM,    livekit,           openai/gpt-4.1,  p_own,  openai,     livekit-inference, livekit, p_own",
    // LiveKit's own resources
    "WEBRTC, livekit,           webrtc,          '',     livekit,    livekit, livekit, p_main",
    "EGRESS, livekit,           track,           p_x,    livekit,    livekit, livekit, p_x",
    "WEBRTC, livekit,           webrtc,          p_own,  livekit,    self-hosted, self-hosted, p_own",
    "PLAN,   livekit,           ship,            p_own,  livekit,    self-hosted, self-hosted, p_own",
  })
  void names_are_aliased_and_routes_follow(
      Kind kind,
      String provider,
      String model,
      String account,
      String expectedProvider,
      String route,
      String biller,
      String expectedAccount) {
    UsageItem item = Events.item(kind, provider, model, Meter.REQUESTS);
    assertThat(Service.of(item, maybe(account), RULES))
        .isEqualTo(new Service(expectedProvider, route, biller, expectedAccount));
  }

  @ParameterizedTest
  @CsvSource({
    // kind, provider, biller given, route given, account | provider, route, biller, account
    "LLM, OpenAI,   'Foo.openai.azure.com', '', '',    openai, direct, azure-openai, sub_1",
    "LLM, OpenAI,   LiveKit, livekit-inference, '',    openai, livekit-inference, livekit, p_main",
    "LLM, OpenAI,   '',      proxied,           '',    openai, proxied, openai, proj_voice",
    "SIP, Twilio,   reseller, '',               acc,   twilio, direct, reseller, acc",
    // what a usage-record gives stands on a server of one's own as well
    "SIP, livekit,  livekit, '',                p_own, livekit, livekit, livekit, p_own",
    "SIP, livekit,  '',      livekit,           p_own, livekit, livekit, livekit, p_own",
  })
  void what_a_usage_record_gives_stands(
      Kind kind,
      String provider,
      String givenBiller,
      String givenRoute,
      String account,
      String expectedProvider,
      String route,
      String biller,
      String expectedAccount) {
    UsageItem item = given(kind, provider, "m", Meter.REQUESTS, givenBiller, givenRoute);
    assertThat(Service.of(item, maybe(account), RULES))
        .isEqualTo(new Service(expectedProvider, route, biller, expectedAccount));
  }
}

package io.voxledger.sources.bills;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.measure.Meter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceMeterTest {
  @ParameterizedTest
  @CsvSource({
    "egress_transcode_video_minutes, transcode-video, egress_seconds",
    "Ingress_Transcode_Video,        transcode-video, ingress_seconds",
    "transcode-video,                transcode-video,",
    "transcode-audio,                transcode-audio,",
    "track,                          track,           egress_seconds",
    "sip-us-local,                   sip-us-local,    sip_seconds",
    "webrtc_participant_minutes,     webrtc,          webrtc_seconds",
    "inference_llm_input_tokens,     ,                input",
    "egress_seconds,                 ,                egress_seconds",
    "hologram_minutes,               ,",
  })
  void a_name_tells_sku_and_meter(String written, String sku, String meter) {
    InvoiceMeter parsed = InvoiceMeter.parse(written);

    assertThat(parsed.sku().orElse(null)).isEqualTo(sku);
    assertThat(parsed.meter().map(Meter::code).orElse(null)).isEqualTo(meter);
  }
}

package io.voxledger.sources.bills;

import io.voxledger.measure.Meter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a meter on a LiveKit invoice is here: the sku, where it is not a model's, and our meter. The
 * invoice's names end in the unit ({@code webrtc_participant_minutes}), which is told apart; our
 * own names of skus and meters are taken too. A sku that is used in several ways, such as {@code
 * transcode-video} for egress and ingress, tells no meter.
 *
 * @param name how the invoice's names begin
 * @param sku empty for inference, which is billed by model
 */
record InvoiceMeter(String name, Optional<String> sku, Optional<Meter> meter) {
  private static final List<InvoiceMeter> LONGEST_NAME_FIRST =
      Stream.of(
              of("agent_session", "agent", Meter.AGENT_SESSION_SECONDS),
              of("webrtc_participant", "webrtc", Meter.WEBRTC_SECONDS),
              of("downstream_data", "downstream", Meter.DOWNSTREAM_BYTES),
              of("sip_third_party", "sip-third-party", Meter.SIP_SECONDS),
              of("sip_us_local", "sip-us-local", Meter.SIP_SECONDS),
              of("sip_us_tollfree", "sip-us-tollfree", Meter.SIP_SECONDS),
              of("egress_transcode_video", "transcode-video", Meter.EGRESS_SECONDS),
              of("egress_transcode_audio", "transcode-audio", Meter.EGRESS_SECONDS),
              of("egress_track", "track", Meter.EGRESS_SECONDS),
              of("ingress_transcode_video", "transcode-video", Meter.INGRESS_SECONDS),
              of("ingress_transcode_audio", "transcode-audio", Meter.INGRESS_SECONDS),
              of("agent_recording", "recording", Meter.RECORDED_AUDIO_SECONDS),
              of("observability_events", "observability", Meter.OBSERVABILITY_EVENTS),
              of("phone_number_local", "phone-number-local", Meter.PHONE_NUMBER_MONTHS),
              of("phone_number_tollfree", "phone-number-tollfree", Meter.PHONE_NUMBER_MONTHS),
              of("plan_fee", "plan", Meter.PLAN_MONTHS),
              ofModel("inference_llm_input", Meter.INPUT),
              ofModel("inference_llm_cached_input", Meter.CACHE_READ),
              ofModel("inference_llm_output", Meter.OUTPUT),
              ofModel("inference_stt", Meter.AUDIO_SECONDS),
              ofModel("inference_tts", Meter.CHARACTERS))
          .sorted(Comparator.comparing((InvoiceMeter m) -> -m.name().length()))
          .toList();

  private static InvoiceMeter of(String name, String sku, Meter meter) {
    return new InvoiceMeter(name, Optional.of(sku), Optional.of(meter));
  }

  private static InvoiceMeter ofModel(String name, Meter meter) {
    return new InvoiceMeter(name, Optional.empty(), Optional.of(meter));
  }

  /** One that is not known has neither sku nor meter. */
  static InvoiceMeter parse(String written) {
    String text = written.strip().toLowerCase(Locale.ROOT);
    return LONGEST_NAME_FIRST.stream()
        .filter(known -> text.startsWith(known.name()))
        .findFirst()
        .or(() -> ofSku(text))
        .orElseGet(() -> new InvoiceMeter(text, Optional.empty(), Meter.of(text)));
  }

  private static Optional<InvoiceMeter> ofSku(String sku) {
    return LONGEST_NAME_FIRST.stream()
        .filter(known -> known.sku().filter(sku::equals).isPresent())
        .reduce((one, other) -> new InvoiceMeter(sku, Optional.of(sku), Optional.empty()));
  }
}

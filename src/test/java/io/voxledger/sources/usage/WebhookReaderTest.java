package io.voxledger.sources.usage;

import static io.voxledger.sources.usage.Rows.accepted;
import static io.voxledger.sources.usage.Rows.read;
import static io.voxledger.sources.usage.Rows.told;
import static io.voxledger.usage.UsageSource.LIVEKIT_WEBHOOK;
import static org.assertj.core.api.Assertions.assertThat;

import io.voxledger.usage.AcceptedRow;
import io.voxledger.usage.SessionFact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookReaderTest {
  private static SessionFact.Webhook fact(String json) {
    return (SessionFact.Webhook) accepted(LIVEKIT_WEBHOOK, json).fact().orElseThrow();
  }

  private static SessionFact.Webhook sample(int number) {
    return fact(Rows.sampleLines("webhooks.jsonl").get(number));
  }

  @Test
  void everySampleEventIsKeptWithoutThePersonsInIt() {
    for (String line : Rows.sampleLines("webhooks.jsonl")) {
      AcceptedRow row = accepted(LIVEKIT_WEBHOOK, line);
      assertThat(row.attribution().sessionId()).contains("RM_hJ3kL9pQ2xYz");
      assertThat(row.attribution().room()).contains("support-4711");
      assertThat(row.toString()).doesNotContain("5105550100").doesNotContain("sip_");
    }
  }

  @Test
  void aCallerJoins() {
    SessionFact.Webhook joined = sample(1);
    assertThat(joined.event()).isEqualTo("participant_joined");
    assertThat(joined.createdAt()).isEqualTo(Instant.ofEpochSecond(1789996801));
    assertThat(joined.participant())
        .contains(
            new SessionFact.Participant(
                "PA_a1b2c3d4e5f6",
                Optional.of(Instant.ofEpochMilli(1789996801200L)),
                "SIP",
                List.of(),
                Optional.of("ST_9xk")));
    assertThat(joined.room())
        .contains(
            new SessionFact.Room(
                "RM_hJ3kL9pQ2xYz",
                "support-4711",
                Optional.of(Instant.ofEpochMilli(1789996800217L)),
                Map.of("project", "acme-support")));
  }

  @Test
  void anAgentIsToldByItsKindAndItsName() {
    assertThat(sample(3).participant().orElseThrow().kindDetails()).containsExactly("CLOUD_AGENT");
    assertThat(sample(2).agentName()).contains("support-agent");
  }

  @Test
  void anEgressHasNanoseconds() {
    assertThat(sample(8).stream())
        .contains(
            new SessionFact.Stream(
                "EG_5pQ",
                "egress",
                "transcode-audio",
                Optional.of(Instant.parse("2026-09-21T13:20:03.412Z")),
                Optional.of(Instant.parse("2026-09-21T13:25:23.008Z")),
                Optional.of(Instant.parse("2026-09-21T13:25:29Z"))));
    assertThat(sample(4).stream().orElseThrow().startedAt()).as("not started yet").isEmpty();
  }

  @Test
  void theTimeOfUseIsTheStartOfTheResource() {
    List<String> lines = Rows.sampleLines("webhooks.jsonl");
    assertThat(accepted(LIVEKIT_WEBHOOK, lines.get(5)).rank().usedAt())
        .isEqualTo(Instant.ofEpochMilli(1789996801200L));
    assertThat(accepted(LIVEKIT_WEBHOOK, lines.get(8)).rank().usedAt())
        .isEqualTo(Instant.parse("2026-09-21T13:20:03.412Z"));
    assertThat(accepted(LIVEKIT_WEBHOOK, lines.get(7)).rank().usedAt())
        .isEqualTo(Instant.ofEpochSecond(1789997122));
    assertThat(accepted(LIVEKIT_WEBHOOK, lines.get(5)).identity()).isEqualTo("EV_1f");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'roomComposite':{}|transcode-video",
        "'roomComposite':{'audioOnly':false}|transcode-video",
        "'web':{'audioOnly':true}|transcode-audio",
        "'participant':{}|transcode-video",
        "'trackComposite':{}|transcode-video",
        "'track':{}|track",
      })
  void modelOfAnEgress(String request, String model) {
    String body =
        "{'event':'egress_ended','id':'EV','createdAt':'5','egressInfo':{'egressId':'EG','roomId':'RM','startedAt':"
            + "1000000000,"
            + request
            + "}}";
    assertThat(fact(body.replace('\'', '"')).stream().orElseThrow().model()).isEqualTo(model);
  }

  @Test
  void anIngressIsTranscodedByWhatItsStateHas() {
    String body =
        "{'event':'ingress_ended','id':'EV','createdAt':'5','ingressInfo':{'ingressId':'IN','roomName':'studio',"
            + "'state':{'roomId':'RM','startedAt':'1000000000','endedAt':'3000000000'%s}}}";
    String audio = body.formatted("").replace('\'', '"');
    assertThat(fact(audio).stream())
        .contains(
            new SessionFact.Stream(
                "IN",
                "ingress",
                "transcode-audio",
                Optional.of(Instant.ofEpochSecond(1)),
                Optional.of(Instant.ofEpochSecond(3)),
                Optional.empty()));
    assertThat(accepted(LIVEKIT_WEBHOOK, audio).attribution().sessionId()).contains("RM");
    assertThat(
            fact(body.formatted(",'video':{}").replace('\'', '"')).stream().orElseThrow().model())
        .isEqualTo("transcode-video");
  }

  @ParameterizedTest(name = "{0} gives {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'event':'track_published','id':'EV','createdAt':'5'}|ignored not_billable",
        "{'event':'room_started','createdAt':'5','room':{'sid':'RM'}}|missing_field",
        "{'id':'EV','createdAt':'5','room':{'sid':'RM'}}|missing_field",
        "{'event':'room_started','id':'EV','room':{'sid':'RM'}}|missing_field",
        "{'event':'room_started','id':'EV','createdAt':'0','room':{'sid':'RM'}}|missing_field",
        "{'event':'room_started','id':'EV','createdAt':'x','room':{'sid':'RM'}}|bad_timestamp",
        "{'event':'room_finished','id':'EV','createdAt':'5'}|missing_field",
        "{'event':'participant_left','id':'EV','createdAt':'5','room':{'sid':'RM'}}|missing_field",
        "{'event':'participant_left','id':'EV','createdAt':'5','room':{'sid':'RM'},'participant':{}}|missing_field",
        "{'event':'participant_left','id':'EV','createdAt':'5','room':{'sid':'RM'},"
            + "'participant':{'sid':'PA','joinedAt':'x'}}|bad_timestamp",
        "{'event':'egress_ended','id':'EV','createdAt':'5','egressInfo':{'egressId':'EG','track':{}}}"
            + "|ignored no_usage",
        "{'event':'egress_ended','id':'EV','createdAt':'5','egressInfo':{'egressId':'EG','track':{},"
            + "'startedAt':'0'}}|ignored no_usage",
        "{'event':'egress_ended','id':'EV','createdAt':'5','egressInfo':{'egressId':'EG','startedAt':'9'}}"
            + "|unknown_type",
        "{'event':'egress_ended','id':'EV','createdAt':'5'}|missing_field",
        "{'event':'ingress_ended','id':'EV','createdAt':'5','ingressInfo':{'ingressId':'IN'}}|ignored no_usage",
      })
  void bodiesThatAreNotKept(String body, String expected) {
    assertThat(told(read(LIVEKIT_WEBHOOK, body.replace('\'', '"')))).isEqualTo(expected);
  }

  @Test
  void zeroAndAbsentTimesAreNone() {
    String body =
        "{'event':'participant_connection_aborted','id':'EV','createdAt':5,'room':{'sid':'RM','creationTime':'7'},"
            + "'participant':{'sid':'PA','joinedAtMs':'0','joinedAt':0}}";
    SessionFact.Webhook aborted = fact(body.replace('\'', '"'));
    assertThat(aborted.participant().orElseThrow().joinedAt()).isEmpty();
    assertThat(aborted.participant().orElseThrow().kind()).isEqualTo("STANDARD");
    assertThat(aborted.room().orElseThrow().createdAt()).contains(Instant.ofEpochSecond(7));
  }

  @ParameterizedTest(name = "{0} keeps {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'project':'acme-20260901','n':4711,'ok':true,'deep':{'a':1},'none':null}|{n=4711, project=acme-20260901}",
        "{'contact':'jo@example.org','call':'+15105550100','phone':'5105550100','id':'15105550100'}"
            + "|{id=15105550100}",
        "{'note':'ring (510) 555-0100','a':'1','a':'2'}|{a=2}",
        "[1,2]|{}",
        "plain text|{}",
        "{broken|{}",
      })
  void metadataOfARoom(String metadata, String kept) {
    String text = metadata.replace('\'', '"').replace("\"", "\\\"");
    String body =
        "{\"event\":\"room_started\",\"id\":\"EV\",\"createdAt\":5,\"room\":{\"sid\":\"RM\",\"metadata\":\"%s\"}}"
            .formatted(text);
    assertThat(fact(body).room().orElseThrow().metadata()).hasToString(kept);
  }

  @Test
  void aCallersNumberInARoomsNameIsMasked() {
    String body =
        "{'event':'room_started','id':'EV','createdAt':5,'room':{'sid':'RM','name':'call-_+15105550100_x4'}}";
    AcceptedRow row = accepted(LIVEKIT_WEBHOOK, body.replace('\'', '"'));
    assertThat(row.attribution().room()).contains("call-_[phone]_x4");
    assertThat(row.toString()).doesNotContain("5105550100");
  }
}

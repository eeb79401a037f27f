-- The same night without a ledger: scan, drop repeats, price as of the time of use, sum by session
-- and day, write Parquet. DuckDB; $landing, $rates and $out are replaced before it runs. What stands
-- above the line "-- then" is scan and price.
SET TimeZone = 'UTC';

CREATE TEMP TABLE rate AS
  SELECT model, meter, effective_from::TIMESTAMP AS effective_from, (price / per)::DECIMAL(18, 12) AS unit_price
  FROM read_csv('$rates', columns = {model: 'VARCHAR', meter: 'VARCHAR', effective_from: 'TIMESTAMPTZ', price: 'DECIMAL(18,6)', per: 'BIGINT'});

CREATE TEMP TABLE realtime AS
  SELECT DISTINCT ON (session_id, coalesce(event.response.id, event.item_id)) *
  FROM read_json('$landing/usage/openai-realtime/*/*.jsonl', format = 'newline_delimited', columns = {
    session_id: 'VARCHAR', job_id: 'VARCHAR', room: 'VARCHAR', observed_at: 'TIMESTAMP', model: 'VARCHAR', transcription_model: 'VARCHAR',
    event: 'STRUCT("type" VARCHAR, item_id VARCHAR, "usage" STRUCT(seconds DECIMAL(20,6)), response STRUCT(id VARCHAR, "usage" STRUCT(
      input_token_details STRUCT(text_tokens BIGINT, audio_tokens BIGINT, cached_tokens_details STRUCT(text_tokens BIGINT, audio_tokens BIGINT)),
      output_token_details STRUCT(text_tokens BIGINT, audio_tokens BIGINT))))'});

CREATE TEMP TABLE metrics AS
  SELECT DISTINCT *
  FROM read_json('$landing/usage/livekit-agent-metrics/*/*.jsonl', format = 'newline_delimited', columns = {
    session_id: 'VARCHAR', job_id: 'VARCHAR', room: 'VARCHAR',
    event: 'STRUCT("type" VARCHAR, request_id VARCHAR, "timestamp" DECIMAL(20,6), audio_duration DECIMAL(20,6), characters_count BIGINT,
      completion_tokens BIGINT, prompt_tokens BIGINT, prompt_cached_tokens BIGINT, metadata STRUCT(model_name VARCHAR, model_provider VARCHAR))'})
  WHERE event.type IN ('stt_metrics', 'llm_metrics', 'tts_metrics');

CREATE TEMP TABLE gemini AS
  SELECT DISTINCT *
  FROM read_json('$landing/usage/gemini-live/*/*.jsonl', format = 'newline_delimited', columns = {
    session_id: 'VARCHAR', job_id: 'VARCHAR', room: 'VARCHAR', observed_at: 'TIMESTAMP', model: 'VARCHAR',
    event: 'STRUCT(usageMetadata STRUCT(promptTokensDetails STRUCT(modality VARCHAR, tokenCount BIGINT)[], responseTokensDetails STRUCT(modality VARCHAR, tokenCount BIGINT)[]))'});

CREATE TEMP TABLE connection AS
  SELECT room.sid AS session_id, any_value(room.name) AS room, participant.sid AS connection,
    any_value(participant.kind) AS kind, min(participant.joinedAtMs) AS begun,
    coalesce(min(CASE WHEN event = 'participant_left' THEN createdAt END) * 1000, min(participant.joinedAtMs)) AS ended
  FROM read_json('$landing/usage/livekit-webhook/*/*.jsonl', format = 'newline_delimited', columns = {
    event: 'VARCHAR', id: 'VARCHAR', createdAt: 'BIGINT', room: 'STRUCT(sid VARCHAR, name VARCHAR)',
    participant: 'STRUCT(sid VARCHAR, kind VARCHAR, joinedAtMs BIGINT)'})
  WHERE participant IS NOT NULL
  GROUP BY ALL HAVING connection IS NOT NULL;

CREATE TEMP TABLE quantity AS
  WITH records AS (
    SELECT session_id, room, job_id, observed_at AS used_at, 'llm' AS kind, model, 0 AS increment, [
        {meter: 'input_text', quantity: (u.input_token_details.text_tokens - u.input_token_details.cached_tokens_details.text_tokens)::DECIMAL(20,6)},
        {meter: 'cache_read_text', quantity: u.input_token_details.cached_tokens_details.text_tokens},
        {meter: 'input_audio', quantity: u.input_token_details.audio_tokens - u.input_token_details.cached_tokens_details.audio_tokens},
        {meter: 'cache_read_audio', quantity: u.input_token_details.cached_tokens_details.audio_tokens},
        {meter: 'output_text', quantity: u.output_token_details.text_tokens},
        {meter: 'output_audio', quantity: u.output_token_details.audio_tokens}] AS quantities
    FROM (SELECT *, event.response.usage AS u FROM realtime WHERE event.response IS NOT NULL)
    UNION ALL
    SELECT session_id, room, job_id, observed_at, 'stt', transcription_model, 0, [{meter: 'audio_seconds', quantity: event.usage.seconds}]
    FROM realtime WHERE event.response IS NULL
    UNION ALL
    SELECT session_id, room, job_id, make_timestamp((event.timestamp * 1000000)::BIGINT), split_part(event.type, '_', 1), event.metadata.model_name, 0, [
        {meter: 'audio_seconds', quantity: event.audio_duration},
        {meter: 'characters', quantity: event.characters_count},
        {meter: 'input_text', quantity: event.prompt_tokens - event.prompt_cached_tokens},
        {meter: 'cache_read_text', quantity: event.prompt_cached_tokens},
        {meter: 'output_text', quantity: event.completion_tokens}]
    FROM metrics
    UNION ALL
    SELECT session_id, room, job_id, observed_at, 'llm', model, 0,
      list_transform(event.usageMetadata.promptTokensDetails, lambda d: {meter: 'input_' || lower(d.modality), quantity: d.tokenCount::DECIMAL(20,6)})
      || list_transform(event.usageMetadata.responseTokensDetails, lambda d: {meter: 'output_' || lower(d.modality), quantity: d.tokenCount::DECIMAL(20,6)})
    FROM gemini
    UNION ALL
    SELECT session_id, room, NULL, make_timestamp(begun * 1000), CASE WHEN kind = 'AGENT' THEN 'agent' ELSE 'webrtc' END,
      CASE WHEN kind = 'AGENT' THEN 'agent' ELSE 'webrtc' END, 60,
      [{meter: CASE WHEN kind = 'AGENT' THEN 'agent_session_seconds' ELSE 'webrtc_seconds' END,
        quantity: (greatest(ended - begun, 0) / 1000)::DECIMAL(20,6)}]
    FROM connection)
  SELECT * EXCLUDE (quantities), q.meter AS meter,
    CASE WHEN increment > 0 THEN ceil(q.quantity / increment) * increment ELSE q.quantity END::DECIMAL(20,6) AS quantity
  FROM (SELECT * EXCLUDE (quantities), quantities, unnest(quantities) AS q FROM records) WHERE q.quantity > 0;

CREATE TEMP TABLE priced AS
  SELECT q.*, r.unit_price, (q.quantity * r.unit_price)::DECIMAL(38, 18) AS cost
  FROM quantity q ASOF JOIN rate r ON q.model = r.model AND q.meter = r.meter AND q.used_at >= r.effective_from;

-- then

COPY priced TO '$out/usage.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT session_id, split_part(any_value(room), '-', 1) AS project, used_at::DATE AS day, kind, model, meter, unit_price,
        count(*) AS records, sum(quantity) AS quantity, sum(cost) AS cost
      FROM priced GROUP BY ALL) TO '$out/charge.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT session_id, min(used_at) AS begun, max(used_at) AS ended, sum(cost) AS cost FROM priced GROUP BY ALL)
  TO '$out/session.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (SELECT split_part(room, '-', 1) AS project, used_at::DATE AS day, sum(cost) AS cost FROM priced GROUP BY ALL)
  TO '$out/project.parquet' (FORMAT parquet, COMPRESSION zstd);

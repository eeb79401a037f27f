-- Grain: one usage of a session that two sources reported, one meter.
-- Views: usage_record: all records of the sessions in question.
WITH record AS (
  SELECT session_id,
         -- Told apart by job only where every record of the usage has one.
         CASE WHEN min(job_id IS NOT NULL) OVER (
                PARTITION BY session_id, kind, provider, undated_model(model)
              ) THEN job_id END AS job_id,
         kind, provider, undated_model(model) AS model, source, standing, usage_date, quantities
  FROM usage_record
  WHERE source IN ('openai-realtime', 'gemini-live', 'livekit-agent-metrics', 'usage-record', 'livekit-session-report')
),
metered AS (
  SELECT session_id, job_id, kind, provider, model, source, standing, usage_date, meter, quantity
  FROM record LATERAL VIEW explode(quantities) AS meter, quantity
),
sums AS (
  SELECT session_id, job_id, kind, provider, model, source, standing, meter,
         CAST(sum(quantity) AS DECIMAL(28,6)) AS quantity
  FROM metered
  GROUP BY session_id, job_id, kind, provider, model, source, standing, meter
),
pair AS (
  SELECT session_id, job_id, kind, provider, model,
         min(CASE WHEN standing = 'used' THEN source END) OVER (
           PARTITION BY session_id, job_id, kind, provider, model
         ) AS used_source,
         source AS other_source
  FROM (SELECT DISTINCT session_id, job_id, kind, provider, model, source, standing FROM record)
),
meter AS (
  SELECT DISTINCT p.session_id, p.job_id, p.kind, p.provider, p.model, p.used_source, p.other_source, s.meter
  FROM pair p
  JOIN sums s
    ON p.session_id = s.session_id AND p.job_id <=> s.job_id AND p.kind = s.kind
   AND p.provider = s.provider AND p.model = s.model AND s.source IN (p.used_source, p.other_source)
  WHERE p.other_source <> p.used_source
),
first_day AS (
  SELECT session_id, min(usage_date) AS session_date FROM record GROUP BY session_id
),
compared AS (
  SELECT m.*, coalesce(u.quantity, 0) AS used_quantity, coalesce(o.quantity, 0) AS other_quantity
  FROM meter m
  LEFT JOIN sums u
    ON u.session_id = m.session_id AND u.job_id <=> m.job_id AND u.kind = m.kind
   AND u.provider = m.provider AND u.model = m.model AND u.source = m.used_source AND u.meter = m.meter
  LEFT JOIN sums o
    ON o.session_id = m.session_id AND o.job_id <=> m.job_id AND o.kind = m.kind
   AND o.provider = m.provider AND o.model = m.model AND o.source = m.other_source AND o.meter = m.meter
),
-- A source that knows no modality has the tokens of a direction as a whole.
directed AS (
  SELECT *, coalesce(nullif(regexp_extract(meter, '^(input|cache_read|output)(_|$)', 1), ''), meter) AS direction
  FROM compared
),
whole AS (
  SELECT *,
         max(meter = direction) OVER same
           AND sum(other_quantity) OVER same <= sum(used_quantity) OVER same AS is_no_more
  FROM directed
  WINDOW same AS (PARTITION BY session_id, job_id, kind, provider, model, other_source, direction)
)
SELECT session_id, job_id, kind, provider, model, meter,
       used_source,
       CAST(used_quantity AS DECIMAL(28,6)) AS used_quantity,
       other_source,
       CAST(other_quantity AS DECIMAL(28,6)) AS other_quantity,
       CAST(other_quantity - used_quantity AS DECIMAL(28,6)) AS difference,
       CASE WHEN other_quantity > used_quantity AND NOT is_no_more THEN array('shadow_larger')
            ELSE CAST(array() AS ARRAY<STRING>) END AS flags,
       session_date
FROM whole JOIN first_day USING (session_id)

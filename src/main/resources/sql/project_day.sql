-- Grain: one project and UTC day with a charge.
-- Views: charge, session_cost and unpriced_usage of those days; kind_family (kind, family).
WITH costs AS (
  SELECT project_id,
         usage_date,
         count(DISTINCT session_id) AS sessions,
         sum(CASE WHEN family = 'ai' THEN contracted_cost ELSE 0 END) AS ai_cost_usd,
         sum(CASE WHEN family = 'transport' THEN contracted_cost ELSE 0 END) AS transport_cost_usd,
         sum(CASE WHEN family = 'telephony' THEN contracted_cost ELSE 0 END) AS telephony_cost_usd,
         sum(CASE WHEN family = 'platform' THEN contracted_cost ELSE 0 END) AS platform_cost_usd,
         sum(contracted_cost) AS total_cost_usd
  FROM charge JOIN kind_family USING (kind)
  GROUP BY project_id, usage_date
),
durations AS (
  SELECT project_id, session_date AS usage_date, CAST(sum(duration_sec) AS DECIMAL(28,0)) AS seconds
  FROM session_cost
  GROUP BY project_id, session_date
),
unpriced AS (
  SELECT project_id, usage_date, count(*) AS unpriced_records
  FROM unpriced_usage
  GROUP BY project_id, usage_date
)
SELECT project_id,
       usage_date,
       sessions,
       exact_ratio(coalesce(seconds, 0), 60) AS session_minutes,
       CAST(ai_cost_usd AS DECIMAL(28,12)) AS ai_cost_usd,
       CAST(transport_cost_usd AS DECIMAL(28,12)) AS transport_cost_usd,
       CAST(telephony_cost_usd AS DECIMAL(28,12)) AS telephony_cost_usd,
       CAST(platform_cost_usd AS DECIMAL(28,12)) AS platform_cost_usd,
       CAST(total_cost_usd AS DECIMAL(28,12)) AS total_cost_usd,
       coalesce(unpriced_records, 0) AS unpriced_records
FROM costs
LEFT JOIN durations USING (project_id, usage_date)
LEFT JOIN unpriced USING (project_id, usage_date)

-- Grain: one session with a cost per minute, in a group of at least 20: the same project, main provider and month.
-- Medians are doubled, as sums of the two values in the middle, so that they need no division.
-- Views: session_cost of whole months.
WITH provider_cost AS (
  SELECT session_id, p.provider, sum(p.cost_usd) AS cost_usd
  FROM session_cost LATERAL VIEW explode(providers) AS p
  GROUP BY session_id, p.provider
),
main_provider AS (
  SELECT session_id, min_by(provider, struct(-cost_usd, provider)) AS provider
  FROM provider_cost
  GROUP BY session_id
),
session AS (
  SELECT session_id, project_id, provider, CAST(trunc(session_date, 'MONTH') AS DATE) AS month,
         duration_sec, cost_per_minute_usd
  FROM session_cost LEFT JOIN main_provider USING (session_id)
  WHERE cost_per_minute_usd IS NOT NULL
),
ranked AS (
  SELECT *,
         row_number() OVER (
           PARTITION BY project_id, provider, month ORDER BY cost_per_minute_usd, session_id
         ) AS place,
         count(*) OVER (PARTITION BY project_id, provider, month) AS sessions
  FROM session
),
with_median AS (
  SELECT *,
         CAST(sum(CASE WHEN place = (sessions + 1) DIV 2 THEN cost_per_minute_usd ELSE 0 END) OVER (
           PARTITION BY project_id, provider, month
         ) AS DECIMAL(28,12))
         + CAST(sum(CASE WHEN place = sessions DIV 2 + 1 THEN cost_per_minute_usd ELSE 0 END) OVER (
           PARTITION BY project_id, provider, month
         ) AS DECIMAL(28,12)) AS twice_median
  FROM ranked
  WHERE sessions >= 20
),
with_distance AS (
  SELECT *,
         CAST(abs(cost_per_minute_usd + cost_per_minute_usd - twice_median) AS DECIMAL(29,12)) AS distance
  FROM with_median
),
ranked_again AS (
  SELECT *,
         row_number() OVER (PARTITION BY project_id, provider, month ORDER BY distance, session_id) AS distance_place
  FROM with_distance
)
SELECT session_id, project_id, provider, month, duration_sec, cost_per_minute_usd, twice_median,
       CAST(sum(CASE WHEN distance_place = (sessions + 1) DIV 2 THEN distance ELSE 0 END) OVER (
         PARTITION BY project_id, provider, month
       ) AS DECIMAL(29,12))
       + CAST(sum(CASE WHEN distance_place = sessions DIV 2 + 1 THEN distance ELSE 0 END) OVER (
         PARTITION BY project_id, provider, month
       ) AS DECIMAL(29,12)) AS four_mads
FROM ranked_again

-- Grain: one session with a cost update.
-- Views: cost_update (session_id, observed_at, elapsed_sec, total_usd), session_cost and session_day of those sessions.
WITH last_update AS (
  SELECT session_id, max_by(total_usd, struct(observed_at, elapsed_sec, total_usd)) AS estimated_usd,
         max(observed_at) AS observed_at
  FROM cost_update
  GROUP BY session_id
),
last_use AS (
  SELECT session_id, max(last_used_at) AS last_used_at FROM session_day GROUP BY session_id
),
compared AS (
  SELECT session_id, estimated_usd, ai_cost_usd AS computed_usd, session_date,
         exact_percentage(estimated_usd - ai_cost_usd, ai_cost_usd) AS error_pct,
         unix_micros(last_used_at) - unix_micros(observed_at) AS lag_micros
  FROM last_update JOIN session_cost USING (session_id) JOIN last_use USING (session_id)
)
SELECT session_id, estimated_usd, computed_usd, CAST(NULL AS DECIMAL(28,12)) AS billed_usd, error_pct,
       CASE WHEN abs(error_pct) <= 2 THEN 'within_2_pct'
            WHEN abs(error_pct) <= 5 THEN 'within_5_pct'
            ELSE 'beyond' END AS band,
       (lag_micros - pmod(lag_micros, 1000000)) DIV 1000000 AS lag_seconds, session_date
FROM compared

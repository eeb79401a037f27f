-- Grain: one project, span of duration and llm model: the sessions of a month whose llm cost is mostly that model's.
-- Views: charge of the days of those sessions; session_cost of one month.
WITH model_cost AS (
  SELECT session_id, concat(provider, '/', sku) AS model, sum(contracted_cost) AS usd
  FROM charge
  WHERE kind = 'llm' AND session_id IS NOT NULL
  GROUP BY session_id, provider, sku
),
main_model AS (
  SELECT session_id, min_by(model, struct(-usd, model)) AS model FROM model_cost GROUP BY session_id
),
session AS (
  SELECT project_id, duration_sec, ai_cost_usd, model,
         CASE WHEN duration_sec < 120 THEN 'under 2 min'
              WHEN duration_sec < 300 THEN '2 to 5 min'
              WHEN duration_sec < 600 THEN '5 to 10 min'
              WHEN duration_sec < 1200 THEN '10 to 20 min'
              WHEN duration_sec < 2400 THEN '20 to 40 min'
              ELSE '40 min and more' END AS span
  FROM session_cost JOIN main_model USING (session_id)
  WHERE duration_sec > 0
)
SELECT project_id, span, model, count(*) AS sessions, sum(duration_sec) AS seconds,
       CAST(sum(ai_cost_usd) AS DECIMAL(28,12)) AS ai_usd
FROM session
GROUP BY project_id, span, model

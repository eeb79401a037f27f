-- Grain: one project and UTC day with a charge. Right for days that have the month before them in project_day.
-- Views: project_day (rows of project_day.sql);
--        project_start (project_id, first_date of any charge).
WITH running AS (
  SELECT d.*,
         first_date,
         sum(total_cost_usd) OVER (
           PARTITION BY project_id, trunc(usage_date, 'MONTH')
           ORDER BY usage_date
         ) AS month_to_date,
         coalesce(sum(total_cost_usd) OVER (
           PARTITION BY project_id
           ORDER BY unix_date(usage_date)
           RANGE BETWEEN 7 PRECEDING AND 1 PRECEDING
         ), 0) AS seven_days
  FROM project_day d JOIN project_start USING (project_id)
),
averaged AS (
  SELECT *,
         CASE WHEN datediff(usage_date, first_date) >= 7 THEN exact_ratio(seven_days, 7) END AS average
  FROM running
)
SELECT project_id,
       usage_date,
       sessions,
       session_minutes,
       ai_cost_usd,
       transport_cost_usd,
       telephony_cost_usd,
       platform_cost_usd,
       total_cost_usd,
       exact_ratio(total_cost_usd, sessions) AS cost_per_session_usd,
       CAST(month_to_date AS DECIMAL(28,12)) AS month_to_date_usd,
       average AS trailing_7d_average_usd,
       exact_percentage(total_cost_usd - average, average) AS change_vs_7d_pct,
       unpriced_records
FROM averaged

-- Grain: one project and already published day whose total changed.
-- Views: before, after (project_id, usage_date, total_cost_usd); published_day (usage_date, reason).
SELECT project_id,
       usage_date,
       coalesce(b.total_cost_usd, 0) AS previous_usd,
       coalesce(a.total_cost_usd, 0) AS current_usd,
       CAST(coalesce(a.total_cost_usd, 0) - coalesce(b.total_cost_usd, 0) AS DECIMAL(28,12)) AS delta_usd,
       reason
FROM before b
FULL JOIN after a USING (project_id, usage_date)
JOIN published_day USING (usage_date)
WHERE coalesce(a.total_cost_usd, 0) <> coalesce(b.total_cost_usd, 0)

-- Grain: one project, day of a closed month and biller whose cost would be another than closed and corrected so far.
-- Views: priced_charge (as charge, of those days, priced now), charge of those days, month_correction of those days,
--        touched_day (usage_date, reason).
WITH difference AS (
  SELECT project_id, usage_date, biller, contracted_cost AS usd FROM priced_charge
  UNION ALL
  SELECT project_id, usage_date, biller, -contracted_cost AS usd FROM charge
  UNION ALL
  SELECT project_id, usage_date, biller, -delta_usd AS usd FROM month_correction
)
SELECT project_id,
       usage_date,
       biller,
       CAST(sum(usd) AS DECIMAL(28,12)) AS delta_usd,
       reason
FROM difference JOIN touched_day USING (usage_date)
GROUP BY project_id, usage_date, biller, reason
HAVING sum(usd) <> 0

-- Grain: the charges of one project, biller, account, route, kind, UTC day, billing day, sku, meter and rate.
-- Views: charge of the touched days.
SELECT usage_date,
       billing_date,
       project_id,
       biller,
       account,
       route,
       kind,
       sku,
       meter,
       rate_id,
       unit_price,
       contracted_unit_price,
       per,
       effective_from,
       count(*) AS charges,
       CAST(sum(quantity) AS DECIMAL(28,6)) AS quantity,
       CAST(sum(billable_quantity) AS DECIMAL(28,6)) AS billable_quantity,
       CAST(sum(whole_seconds) AS DECIMAL(28,6)) AS whole_seconds,
       CAST(sum(whole_minutes) AS DECIMAL(28,6)) AS whole_minutes,
       CAST(sum(pacific_day_before) AS DECIMAL(28,6)) AS pacific_day_before,
       CAST(sum(past_threshold) AS DECIMAL(28,6)) AS past_threshold,
       CAST(sum(list_cost) AS DECIMAL(28,12)) AS list_cost,
       CAST(sum(contracted_cost) AS DECIMAL(28,12)) AS contracted_cost,
       CAST(trunc(usage_date, 'MONTH') AS DATE) AS month
FROM charge
GROUP BY usage_date, billing_date, project_id, biller, account, route, kind, sku, meter, rate_id, unit_price,
         contracted_unit_price, per, effective_from

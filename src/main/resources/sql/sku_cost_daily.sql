-- Grain: one project, biller, account, route, kind, UTC day, billing day, sku, meter and agreed price with a charge.
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
       contracted_unit_price,
       per,
       effective_from,
       CAST(sum(billable_quantity) AS DECIMAL(28,6)) AS billable_quantity,
       CAST(sum(list_cost) AS DECIMAL(28,12)) AS list_cost,
       CAST(sum(contracted_cost) AS DECIMAL(28,12)) AS contracted_cost,
       CAST(trunc(usage_date, 'MONTH') AS DATE) AS month
FROM charge
GROUP BY usage_date, billing_date, project_id, biller, account, route, kind, sku, meter,
         contracted_unit_price, per, effective_from

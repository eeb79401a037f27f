-- Grain: one biller, account, UTC day, billing day, sku and meter with a charge.
-- Views: charge of the touched days.
SELECT usage_date,
       billing_date,
       biller,
       account,
       sku,
       meter,
       CAST(sum(billable_quantity) AS DECIMAL(28,6)) AS billable_quantity,
       CAST(sum(contracted_cost) AS DECIMAL(28,12)) AS contracted_cost,
       CAST(trunc(usage_date, 'MONTH') AS DATE) AS month
FROM charge
GROUP BY usage_date, billing_date, biller, account, sku, meter

-- Grain: one project, UTC day, line of use and price; terms are those beside the base price, '' where there are none.
-- Hours are those that the price is for, '' for always.
-- Views: charge of those days; rate.
WITH named AS (
  SELECT charge.*,
         concat_ws(', ', nullif(charge.service_tier, 'default'), charge.region, nullif(charge.context_band, 'base')) AS terms,
         coalesce(rate.time_window, '') AS hours
  FROM charge
  LEFT JOIN rate ON charge.rate_id = rate.rate_id
)
SELECT project_id, usage_date, provider, biller, account, route, kind, sku, meter, terms,
       rate_id, effective_from, unit_price, contracted_unit_price, per, hours,
       CAST(sum(quantity) AS DECIMAL(28,6)) AS quantity,
       CAST(sum(billable_quantity) AS DECIMAL(28,6)) AS billable_quantity,
       CAST(sum(list_cost) AS DECIMAL(28,12)) AS list_cost,
       CAST(sum(contracted_cost) AS DECIMAL(28,12)) AS contracted_cost
FROM named
GROUP BY project_id, usage_date, provider, biller, account, route, kind, sku, meter, terms,
         rate_id, effective_from, unit_price, contracted_unit_price, per, hours

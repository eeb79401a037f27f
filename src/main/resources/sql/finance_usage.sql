-- Grain: one project, UTC day, line of use and price; terms are those beside the base price, '' where there are none.
-- Views: charge of those days.
WITH named AS (
  SELECT *, concat_ws(', ', nullif(service_tier, 'default'), region, nullif(context_band, 'base')) AS terms
  FROM charge
)
SELECT project_id, usage_date, provider, biller, account, route, kind, sku, meter, terms,
       rate_id, effective_from, unit_price, contracted_unit_price, per,
       CAST(sum(quantity) AS DECIMAL(28,6)) AS quantity,
       CAST(sum(billable_quantity) AS DECIMAL(28,6)) AS billable_quantity,
       CAST(sum(list_cost) AS DECIMAL(28,12)) AS list_cost,
       CAST(sum(contracted_cost) AS DECIMAL(28,12)) AS contracted_cost
FROM named
GROUP BY project_id, usage_date, provider, biller, account, route, kind, sku, meter, terms,
         rate_id, effective_from, unit_price, contracted_unit_price, per

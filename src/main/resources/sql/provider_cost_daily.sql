-- Grain: one provider, biller, route, account, kind and UTC day with a charge.
-- Views: charge of those days.
WITH meters AS (
  SELECT provider, biller, route, account, kind, usage_date, meter,
         sum(quantity) AS quantity
  FROM charge
  GROUP BY provider, biller, route, account, kind, usage_date, meter
),
quantities AS (
  SELECT provider, biller, route, account, kind, usage_date,
         map_from_entries(array_sort(collect_list(
           struct(meter, CAST(quantity AS DECIMAL(28,6)) AS quantity)))) AS quantity_by_meter
  FROM meters
  GROUP BY provider, biller, route, account, kind, usage_date
),
costs AS (
  SELECT provider, biller, route, account, kind, usage_date,
         count(DISTINCT session_id) AS sessions,
         sum(records) AS records,
         CAST(sum(list_cost) AS DECIMAL(28,12)) AS list_cost_usd,
         CAST(sum(contracted_cost) AS DECIMAL(28,12)) AS contracted_cost_usd
  FROM charge
  GROUP BY provider, biller, route, account, kind, usage_date
)
SELECT * FROM costs JOIN quantities USING (provider, biller, route, account, kind, usage_date)

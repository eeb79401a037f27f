-- Grain: one session with ai charges that cost something; billed_usd is null until all of them have a bill.
-- Views: charge (ai charges of the sessions); bill_share (biller, account, period_start, period_end, sku, meter, line,
--        computed_cost, billed_cost: the bill's line that a computed sku and meter are compared with).
WITH cost_of_line AS (
  SELECT session_id, line, computed_cost, billed_cost, sum(contracted_cost) AS cost
  FROM charge c
  LEFT JOIN bill_share b
    ON c.biller = b.biller AND c.account = b.account AND c.sku = b.sku AND c.meter = b.meter
   AND c.billing_date >= b.period_start AND c.billing_date < b.period_end
  WHERE contracted_cost > 0
  GROUP BY session_id, line, computed_cost, billed_cost
)
SELECT session_id,
       CASE WHEN every(line IS NOT NULL)
            THEN CAST(sum(exact_share(billed_cost, cost, computed_cost)) AS DECIMAL(28,12)) END AS billed_usd
FROM cost_of_line
GROUP BY session_id

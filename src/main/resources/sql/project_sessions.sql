-- Grain: one project, UTC day on which sessions began, and month in which they began or have a charge.
-- Views: session_cost of those days.
WITH months AS (
  SELECT project_id,
         session_date,
         duration_sec,
         charge_months,
         CAST(trunc(session_date, 'MONTH') AS DATE) AS session_month
  FROM session_cost
),
by_month AS (
  SELECT *, explode(array_union(charge_months, array(session_month))) AS month
  FROM months
)
SELECT project_id,
       session_date,
       month,
       count(CASE WHEN array_contains(charge_months, month) THEN 1 END) AS sessions,
       sum(CASE WHEN month = session_month THEN duration_sec ELSE 0 END) AS seconds,
       session_month
FROM by_month
GROUP BY project_id, session_date, session_month, month

-- Grain: one outlier, with what its own meters cost and what those of the other sessions of its group cost.
-- Views: scored_session (session_id, project_id, provider, month, duration_sec, cost_per_minute_usd, typical_usd, score);
--        charge of the days of those sessions.
WITH affected AS (
  SELECT DISTINCT project_id, provider, month FROM scored_session WHERE score IS NOT NULL
),
session AS (
  SELECT s.*, CASE WHEN score IS NOT NULL THEN session_id END AS outlier
  FROM scored_session s
  LEFT SEMI JOIN affected a
    ON s.project_id = a.project_id AND s.provider <=> a.provider AND s.month = a.month
),
metered AS (
  SELECT s.project_id, s.provider, s.month, s.outlier, c.meter,
         CAST(sum(c.contracted_cost) AS DECIMAL(28,12)) AS usd
  FROM session s JOIN charge c ON c.session_id = s.session_id
  GROUP BY s.project_id, s.provider, s.month, s.outlier, c.meter
),
gathered AS (
  SELECT project_id, provider, month, outlier, map_from_entries(collect_list(struct(meter, usd))) AS usd
  FROM metered
  GROUP BY project_id, provider, month, outlier
),
others AS (
  SELECT project_id, provider, month, sum(duration_sec) AS seconds
  FROM session
  WHERE outlier IS NULL
  GROUP BY project_id, provider, month
)
SELECT s.session_id, s.project_id, s.month, s.duration_sec, s.cost_per_minute_usd, s.typical_usd, s.score,
       own.usd AS session_usd, other.usd AS other_usd, o.seconds AS other_sec
FROM session s
LEFT JOIN gathered own ON own.outlier = s.outlier
LEFT JOIN gathered other
  ON other.outlier IS NULL AND other.project_id = s.project_id AND other.provider <=> s.provider AND other.month = s.month
LEFT JOIN others o ON o.project_id = s.project_id AND o.provider <=> s.provider AND o.month = s.month
WHERE s.outlier IS NOT NULL

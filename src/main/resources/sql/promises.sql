-- Grain: one row: what must agree, for the days that a run wrote.
-- Views: charge, project_cost_daily, provider_cost_daily, sku_cost_daily, usage_record and unpriced_usage of those days;
--        session_charge and session_cost of the sessions on those days, whatever their days.
SELECT (SELECT coalesce(sum(contracted_cost), 0) FROM charge) AS charged,
       (SELECT coalesce(sum(list_cost), 0) FROM charge) AS listed,
       (SELECT coalesce(sum(total_cost_usd), 0) FROM project_cost_daily) AS by_project,
       (SELECT coalesce(sum(contracted_cost_usd), 0) FROM provider_cost_daily) AS by_provider,
       (SELECT coalesce(sum(contracted_cost), 0) FROM sku_cost_daily) AS by_sku,
       (SELECT coalesce(sum(contracted_cost), 0) FROM session_charge) AS charged_to_sessions,
       (SELECT coalesce(sum(total_cost_usd), 0) FROM session_cost) AS by_session,
       (SELECT count(*) FROM usage_record WHERE standing = 'used') AS used,
       (SELECT count(*) FROM unpriced_usage) AS unpriced

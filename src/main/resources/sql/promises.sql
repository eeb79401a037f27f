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
       -- Sessions of which only connections are known: the telemetry of an agent among them is lost.
       (SELECT count(*) FROM session_cost WHERE ai_records = 0) AS sessions_without_usage,
       -- What was used of a model on a day, of which there is neither a charge nor a record without a price.
       (SELECT count(*)
        FROM (SELECT DISTINCT session_id, usage_date, biller, model FROM usage_record WHERE standing = 'used') u
        LEFT ANTI JOIN (
          SELECT session_id, usage_date, biller, model FROM charge
          UNION
          SELECT session_id, usage_date, biller, model FROM unpriced_usage
        ) c
        ON u.session_id <=> c.session_id AND u.usage_date = c.usage_date
       AND u.biller = c.biller AND u.model = c.model) AS forgotten

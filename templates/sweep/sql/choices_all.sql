-- Every setting that varied: its range, what was chosen early and late, and what the best tenth has.
SELECT p.*, coalesce(p.trend_p_adj < 0.01 AND abs(p.trend) >= 0.3, false) AS drifts,
  coalesce(p.top_p_adj < 0.01 AND abs(p.top_effect) >= 0.3, false) AS differs
FROM search_param p
JOIN analysis a ON a.analysis_id = p.analysis_id AND a.kind = 'search'
JOIN metric_role o ON o.project = a.project AND o.metric_key = a.metric_key AND o.is_primary
WHERE a.project || '/' || p.sweep = :sweep
ORDER BY least(coalesce(p.trend_p_adj, 1), coalesce(p.top_p_adj, 1)), p.param_key
LIMIT 40

-- Params of those searches with something to say: a drift over the search, a best tenth that differs,
-- or good runs at an end of the range; the clearest six of each.
WITH told AS (
  SELECT a.project, s.*,
    coalesce(s.trend_p_adj < 0.01 AND abs(s.trend) >= 0.3, false) AS drifts,
    coalesce(s.top_p_adj < 0.01 AND abs(s.top_effect) >= 0.3, false) AS differs
  FROM search_param s
  JOIN analysis a ON a.analysis_id = s.analysis_id AND a.kind = 'search'
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
), ranked AS (
  SELECT *,
    row_number() OVER (PARTITION BY project, sweep ORDER BY edge IS NULL,
      least(coalesce(trend_p_adj, 1), coalesce(top_p_adj, 1)), param_key) AS place
  FROM told
  WHERE drifts OR differs OR edge IS NOT NULL
)
SELECT *, project || '|' || coalesce(sweep, '') AS id
FROM ranked
WHERE place <= 6
ORDER BY project, sweep NULLS FIRST, place

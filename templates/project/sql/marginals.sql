-- The expected result by each number that was searched: the six most important. The band averages the
-- other params out; where they were changed together and the effect along the runs that there are lies
-- outside of it at a quarter of the places or more, that is drawn too.
WITH shown AS (
  SELECT a.analysis_id, a.metric_key, a.direction, i.param_key, i.importance,
    coalesce((SELECT any_value(h.scale) FROM hp_param h WHERE h.analysis_id = a.analysis_id AND h.param_key = i.param_key), 'linear') AS scale
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
  WHERE a.kind = 'sensitivity' AND a.status NOT IN ('failed', 'insufficient')
    AND EXISTS (SELECT 1 FROM hp_marginal m WHERE m.analysis_id = a.analysis_id AND m.param_key = i.param_key AND m.x IS NOT NULL)
  QUALIFY row_number() OVER (ORDER BY i.importance DESC NULLS LAST, i.param_key) <= 6
), points AS (
  SELECT s.*, m.method, m.bin, m.x, m.y, m.ci_low, m.ci_high, m.n_runs
  FROM shown s
  JOIN hp_marginal m ON m.analysis_id = s.analysis_id AND m.param_key = s.param_key AND m.x IS NOT NULL
), differing AS (
  SELECT a.param_key
  FROM (FROM points WHERE method = 'ale') a
  ASOF JOIN (FROM points WHERE method <> 'ale') p ON p.param_key = a.param_key AND p.x <= a.x
  GROUP BY a.param_key
  HAVING count(*) FILTER (a.y < p.ci_low OR a.y > p.ci_high) >= 0.25 * count(*)
)
SELECT param_key, metric_key, '' AS project, CASE method WHEN 'ale' THEN 'along the runs' ELSE 'interval' END AS series,
  CASE WHEN scale = 'log' AND x > 0 THEN log10(x) ELSE x END AS x,
  CASE scale WHEN 'log' THEN ', as a power of ten' ELSE '' END AS log_note,
  y, CASE WHEN method <> 'ale' THEN ci_low END AS low, CASE WHEN method <> 'ale' THEN ci_high END AS high, n_runs,
  CASE direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better,
  CASE WHEN param_key IN (FROM differing) THEN 'Changed together with other settings: the line along the runs moves each run'
    || ' within its own stretch only, so that it does not ask about combinations that nobody ran.' ELSE '' END AS note
FROM points
WHERE method <> 'ale' OR param_key IN (FROM differing)
ORDER BY importance DESC NULLS LAST, param_key, method = 'ale', bin

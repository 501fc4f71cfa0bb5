-- The expected result by each number that was searched, the others averaged out: the six most important.
WITH shown AS (
  SELECT a.analysis_id, a.metric_key, a.direction, i.param_key, i.importance,
    coalesce((SELECT any_value(h.scale) FROM hp_param h WHERE h.analysis_id = a.analysis_id AND h.param_key = i.param_key), 'linear') AS scale
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
  WHERE a.kind = 'sensitivity' AND a.status NOT IN ('failed', 'insufficient')
    AND EXISTS (SELECT 1 FROM hp_marginal m WHERE m.analysis_id = a.analysis_id AND m.param_key = i.param_key AND m.x IS NOT NULL)
  QUALIFY row_number() OVER (ORDER BY i.importance DESC NULLS LAST, i.param_key) <= 6
)
SELECT s.param_key, s.metric_key, '' AS project, 'interval' AS series,
  CASE WHEN s.scale = 'log' AND m.x > 0 THEN log10(m.x) ELSE m.x END AS x,
  CASE s.scale WHEN 'log' THEN ', as a power of ten' ELSE '' END AS log_note,
  m.y, m.ci_low AS low, m.ci_high AS high, m.n_runs,
  CASE s.direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better
FROM shown s
JOIN hp_marginal m ON m.analysis_id = s.analysis_id AND m.param_key = s.param_key AND m.x IS NOT NULL
ORDER BY s.importance DESC NULLS LAST, s.param_key, m.bin

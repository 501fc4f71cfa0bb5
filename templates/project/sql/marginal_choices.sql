-- The same for settings that are choices, best first.
SELECT m.param_key, m.category, m.y, m.ci_low, m.ci_high, m.n_runs, a.metric_key, a.direction, i.importance
FROM analysis a
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
JOIN hp_marginal m ON m.analysis_id = a.analysis_id AND m.param_key = i.param_key AND m.category IS NOT NULL
WHERE a.kind = 'sensitivity'
  -- What is a number in some runs and absent in others stands among the charts.
  AND NOT EXISTS (SELECT 1 FROM hp_marginal n WHERE n.analysis_id = m.analysis_id AND n.param_key = m.param_key AND n.x IS NOT NULL)
  AND a.status NOT IN ('failed', 'insufficient')
ORDER BY i.importance DESC NULLS LAST, m.param_key, CASE a.direction WHEN 'max' THEN -m.y ELSE m.y END, m.category
LIMIT 24

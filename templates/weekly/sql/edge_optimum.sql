-- Params whose best value lies at an end of the range that was searched.
SELECT a.project, a.metric_key, a.grade, h.param_key, h.low, h.high, h.best_value_text, h.best_at,
  h.scale, i.importance, i.rank, a.n_runs_used
FROM analysis a
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
JOIN hp_param h ON h.analysis_id = a.analysis_id
JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.param_key = h.param_key
  AND i.method = 'anova_first' AND i.subset = 'all'
WHERE a.kind = 'sensitivity' AND a.grade IN ('weak', 'fair', 'firm') AND h.status = 'distinguishable' AND h.best_at IN ('low', 'high')
  AND h.value_type IN ('float', 'int') AND i.importance >= 0.05
ORDER BY i.importance DESC, a.project, h.param_key

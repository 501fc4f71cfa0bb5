-- The leading param of each project, and the runner-up.
WITH ranked AS (
  SELECT a.project, a.metric_key, a.grade, a.n_runs_used, i.param_key, i.importance, i.ci_low, i.ci_high,
    row_number() OVER (PARTITION BY a.project ORDER BY i.importance DESC, i.param_key) AS place
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
  WHERE a.kind = 'sensitivity' AND a.grade IN ('fair', 'firm')
)
SELECT f.*, s.param_key AS second_key, s.importance AS second_importance, s.ci_high AS second_high,
  m.r2_cv
FROM ranked f
LEFT JOIN ranked s ON s.project = f.project AND s.place = 2
LEFT JOIN (SELECT a.project, h.r2_cv FROM hp_surrogate h JOIN analysis a ON a.analysis_id = h.analysis_id
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  WHERE h.chosen) m ON m.project = f.project
WHERE f.place = 1
ORDER BY f.importance DESC, f.project

-- Pairs of settings that do something only together, in analyses graded fair or firm of projects that
-- ran in the period: the strongest pair of each whose surface is stored.
WITH pairs AS (
  SELECT a.analysis_id, a.project, a.metric_key, a.direction, a.grade, a.n_runs_used, i.param_a, i.param_b, i.importance, i.ci_low, i.ci_high
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN busiest c ON c.project = a.project AND c.place <= 8
  JOIN hp_interaction i ON i.analysis_id = a.analysis_id
  WHERE a.kind = 'sensitivity' AND a.grade IN ('fair', 'firm') AND i.p_noise < 0.1 AND i.importance >= 0.02
    AND EXISTS (SELECT 1 FROM hp_marginal2 m WHERE m.analysis_id = a.analysis_id AND m.param_a = i.param_a AND m.param_b = i.param_b)
), chosen AS (
  SELECT *, count(*) OVER (PARTITION BY project) AS pairs
  FROM pairs
  QUALIFY row_number() OVER (PARTITION BY project ORDER BY importance DESC, param_a, param_b) = 1
)
SELECT c.* EXCLUDE (analysis_id), b.a, b.b, b.category_a, b.category_b, b.y AS best_y, b.n_runs AS best_runs
FROM chosen c
LEFT JOIN hp_marginal2 b ON b.analysis_id = c.analysis_id AND b.param_a = c.param_a AND b.param_b = c.param_b AND b.n_runs > 0
QUALIFY row_number() OVER (PARTITION BY c.project
  ORDER BY CASE c.direction WHEN 'max' THEN -b.y ELSE b.y END, b.bin_a, b.bin_b) = 1
ORDER BY c.project

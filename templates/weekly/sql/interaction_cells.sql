-- The surface of those pairs: the metric over both settings, the others averaged out, and how many
-- runs were nearest to each place.
WITH pairs AS (
  SELECT a.analysis_id, a.project, a.metric_key, a.direction, i.param_a, i.param_b, i.importance
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN busiest c ON c.project = a.project AND c.place <= 8
  JOIN hp_interaction i ON i.analysis_id = a.analysis_id
  WHERE a.kind = 'sensitivity' AND a.grade IN ('fair', 'firm') AND i.p_noise < 0.1 AND i.importance >= 0.02
    AND EXISTS (SELECT 1 FROM hp_marginal2 m WHERE m.analysis_id = a.analysis_id AND m.param_a = i.param_a AND m.param_b = i.param_b)
), chosen AS (
  SELECT *
  FROM pairs
  QUALIFY row_number() OVER (PARTITION BY project ORDER BY importance DESC, param_a, param_b) = 1
)
SELECT c.project, c.metric_key, c.direction, c.param_a, c.param_b,
  coalesce(m.category_a, format('{:.3g}', m.a)) AS at_a, coalesce(m.category_b, format('{:.3g}', m.b)) AS at_b, m.y,
  CASE WHEN m.n_runs > 0 THEN CAST(m.n_runs AS VARCHAR) ELSE '' END AS runs,
  format('{:.0f}% of the spread comes only from both together', 100 * c.importance) AS message
FROM chosen c
JOIN hp_marginal2 m ON m.analysis_id = c.analysis_id AND m.param_a = c.param_a AND m.param_b = c.param_b
ORDER BY c.project, m.bin_b DESC, m.bin_a

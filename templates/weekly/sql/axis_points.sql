-- Every run as a point, for the three most important varied params of each of the busiest projects.
WITH used AS (
  SELECT r.run_key, r.project, coalesce(r.name, r.run_id) AS name, r.status, p.metric_key, p.direction,
    -- MLflow's SQL stores keep infinity as the largest double: no usable value.
    CASE WHEN r.status IN ('finished', 'unknown')
        AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
      THEN CASE p.direction WHEN 'max' THEN s.max ELSE s.min END END AS value
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  LEFT JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    AND r.status IN ('finished', 'unknown', 'failed', 'crashed', 'killed') AND r.project IN (SELECT project FROM charted)
), varied AS (
  SELECT u.project, p.key, count(DISTINCT p.value) AS n_values,
    count(DISTINCT p.number) AS n_numbers, bool_and(p.number IS NOT NULL) AS numeric,
    min(p.number) AS least, max(p.number) AS greatest
  FROM used u
  JOIN params p ON p.run_key = u.run_key
  WHERE u.value IS NOT NULL
  GROUP BY u.project, p.key
  HAVING count(DISTINCT p.value) >= 2
), shares AS (
  SELECT a.project, i.param_key, max(i.importance) AS importance
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
  WHERE a.kind = 'sensitivity' AND isfinite(i.importance)
  GROUP BY a.project, i.param_key
), spaces AS (
  SELECT a.project, h.param_key, any_value(h.low) AS low, any_value(h.high) AS high
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN hp_param h ON h.analysis_id = a.analysis_id
  WHERE a.kind = 'sensitivity'
  GROUP BY a.project, h.param_key
), chosen AS (
  SELECT v.*, s.importance, x.low, x.high,
    CASE WHEN NOT v.numeric OR v.n_numbers < 3 THEN 'category'
      WHEN v.least > 0 AND v.greatest >= 100 * v.least THEN 'log'
      ELSE 'linear' END AS scale,
    row_number() OVER (
      PARTITION BY v.project ORDER BY coalesce(s.importance, -1) DESC, v.n_values DESC, v.key) AS place
  FROM varied v
  LEFT JOIN shares s ON s.project = v.project AND s.param_key = v.key
  LEFT JOIN spaces x ON x.project = v.project AND x.param_key = v.key
  WHERE v.numeric OR v.n_values <= 12
), scales AS (
  SELECT project,
    CASE WHEN min(value) > 0 AND quantile_cont(value, 0.9) >= 30 * quantile_cont(value, 0.1) THEN 'log'
      ELSE 'linear' END AS y_scale,
    CASE any_value(direction) WHEN 'max' THEN max(value) ELSE min(value) END AS best
  FROM used
  WHERE value IS NOT NULL
  GROUP BY project
)
SELECT u.project, c.key AS param_key, c.place, c.importance, u.metric_key, u.direction, u.name AS run_name, p.number,
  p.value AS value_text, c.scale, y.y_scale,
  CASE WHEN isfinite(c.low) AND c.scale <> 'category' THEN c.low END AS searched_low,
  CASE WHEN isfinite(c.high) AND c.scale <> 'category' THEN c.high END AS searched_high,
  u.value AS metric_value,
  CASE WHEN u.value IS NULL THEN 'failed' WHEN u.value = y.best THEN 'best' ELSE 'run' END AS role
FROM chosen c
JOIN used u ON u.project = c.project
JOIN params p ON p.run_key = u.run_key AND p.key = c.key
JOIN scales y ON y.project = c.project
WHERE c.place <= 3
ORDER BY u.project, c.place, p.number, p.value, u.run_key

-- The run among the finished runs of its project, by the metric the project is judged by.
WITH scored AS (
  SELECT r.run_key, r.project, coalesce(nullif(r.name, ''), r.run_id) AS name, r.started_at, r.group_name, p.metric_key, p.direction, p.basis,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
    CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END AS badness,
    CASE p.direction WHEN 'max' THEN s.max_step ELSE s.min_step END AS at_step
  FROM runs me
  JOIN runs r ON r.project = me.project
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE me.run_key = :run
    AND (r.run_key = me.run_key OR (r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL))
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), noise AS (
  SELECT project, metric_key, subset, sd, least_difference, degrees, n_configurations
  FROM metric_noise
  WHERE value_kind = 'best' AND sd IS NOT NULL AND degrees >= 3
  QUALIFY row_number() OVER (PARTITION BY project, metric_key ORDER BY subset = 'better_half' DESC) = 1
), others AS (
  SELECT * FROM scored WHERE run_key <> :run
)
SELECT m.metric_key, m.direction, m.basis, m.value, m.at_step,
  (SELECT count(*) FROM others) AS n_others,
  (SELECT count(*) FROM others o WHERE o.badness < m.badness) AS n_better,
  (SELECT count(*) FROM others o WHERE o.badness = m.badness) AS n_equal,
  (SELECT count(*) FROM others o WHERE o.badness > m.badness) AS n_worse,
  nullif(m.group_name, '') AS group_name,
  (SELECT count(*) FROM others o WHERE o.group_name = m.group_name) AS n_group,
  (SELECT count(*) FROM others o WHERE o.group_name = m.group_name AND o.badness < m.badness) AS n_group_better,
  o.name AS other_name, o.value AS other_value, o.run_key AS other_key,
  d.sd, d.least_difference, d.degrees, d.n_configurations, d.subset
FROM scored m
LEFT JOIN (SELECT * FROM others ORDER BY badness, started_at, run_key LIMIT 1) o ON true
LEFT JOIN noise d ON d.project = m.project AND d.metric_key = m.metric_key
WHERE m.run_key = :run

-- What the other seeds of each run's configuration came to, by the metric that its project is judged by.
WITH asked AS (
  SELECT unnest(keys) AS run_key, generate_subscripts(keys, 1) AS place
  FROM (SELECT from_json(:runs, '["VARCHAR"]') AS keys)
), known AS (
  SELECT a.place, r.run_key, r.project, coalesce(nullif(r.name, ''), r.run_id) AS called
  FROM asked a
  JOIN runs r ON r.run_key = a.run_key
)
SELECT k.place,
  k.called || CASE WHEN count(*) OVER (PARTITION BY k.called) > 1 THEN ' #' || k.place ELSE '' END AS label,
  x.metric_key, o.direction, x.best, c.configuration, c.settings, c.n, c.mean, c.mean_low, c.mean_high, c.sd, c.least, c.greatest,
  count(x.run_key) OVER () AS n_repeated, count(*) OVER () AS n_runs
FROM known k
LEFT JOIN metric_role o ON o.project = k.project AND o.is_primary
LEFT JOIN repeated_run x ON x.project = k.project AND x.metric_key = o.metric_key AND x.run_key = k.run_key
LEFT JOIN repeated_configuration c ON c.project = x.project AND c.metric_key = x.metric_key AND c.configuration = x.configuration
QUALIFY n_repeated > 0
ORDER BY k.place

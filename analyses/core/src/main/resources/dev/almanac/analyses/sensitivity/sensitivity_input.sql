-- Every run of the project with what it made of the metric, once per param (once, with NULL, if it has
-- none). Which runs and params are fit for use is decided in the kernel, where it is counted.
SELECT
  r.run_key,
  r.status,
  CAST(coalesce(r.deleted, false) AS BIGINT) AS deleted,
  r.started_at,
  coalesce(s.points, 0) AS points,
  coalesce(s.last, s.reported) AS last_value,
  s.min AS min_value,
  s.max AS max_value,
  p.key AS param_key,
  p.value AS param_value
FROM runs r
LEFT JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = :metric_key AND NOT s.system
LEFT JOIN params p ON p.run_key = r.run_key
WHERE r.project = :project
ORDER BY r.run_key, p.key NULLS FIRST, p.value NULLS FIRST

-- Every run of the project with what it made of the metric, once per param (once, with NULL, if it has
-- none), each param with the space that the run's sweep or study declares for it, its grid included.
-- Which runs and params are fit for use is decided in the kernel, where it is counted.
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
  p.value AS param_value,
  d.type AS space_type,
  d.scale AS space_scale,
  d.low AS space_low,
  d.high AS space_high,
  d.step AS space_step,
  d.choices AS space_choices
FROM runs r
LEFT JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = :metric_key AND NOT s.system
LEFT JOIN params p ON p.run_key = r.run_key
LEFT JOIN search_space d ON d.run_key = r.run_key AND d.key = p.key
WHERE r.project = :project AND r.same_as IS NULL
ORDER BY r.run_key, p.key NULLS FIRST, p.value NULLS FIRST

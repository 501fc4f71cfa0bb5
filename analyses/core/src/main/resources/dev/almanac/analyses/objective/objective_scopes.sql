-- One scope a project. Deleted runs count: a project whose runs are all deleted still has a metric.
SELECT
  r.project,
  CAST(NULL AS VARCHAR) AS metric_key,
  CAST(NULL AS VARCHAR) AS direction,
  count(*) AS runs,
  true AS is_primary,
  md5(string_agg(r.run_key || ' ' || coalesce(r.fingerprint, ''), ',' ORDER BY r.run_key)) AS fingerprint
FROM runs r
WHERE r.same_as IS NULL
GROUP BY r.project
ORDER BY r.project

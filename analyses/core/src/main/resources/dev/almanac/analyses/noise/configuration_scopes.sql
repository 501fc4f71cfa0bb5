-- One scope a project. Params do not change without the run's fingerprint.
SELECT
  r.project,
  CAST(NULL AS VARCHAR) AS metric_key,
  CAST(NULL AS VARCHAR) AS direction,
  count(*) AS runs,
  true AS is_primary,
  md5(string_agg(concat_ws('|', r.run_key, coalesce(r.fingerprint, '')), ',' ORDER BY r.run_key)) AS fingerprint
FROM runs r
WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL
GROUP BY r.project
ORDER BY r.project

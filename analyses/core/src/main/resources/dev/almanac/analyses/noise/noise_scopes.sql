-- One scope a project and metric with a known direction. Params do not change without the run's
-- fingerprint.
SELECT
  r.project,
  s.key AS metric_key,
  max(o.direction) AS direction,
  count(*) AS runs,
  coalesce(bool_or(o.is_primary), false) AS is_primary,
  md5(string_agg(
    concat_ws('|', r.run_key, coalesce(r.fingerprint, ''), coalesce(r.status, ''),
      coalesce(CAST(s.last AS VARCHAR), ''), coalesce(CAST(s.min AS VARCHAR), ''), coalesce(CAST(s.max AS VARCHAR), '')),
    ',' ORDER BY r.run_key)) AS fingerprint
FROM metric_summaries s
JOIN runs r ON r.run_key = s.run_key
JOIN metric_role o ON o.project = r.project AND o.metric_key = s.key
WHERE NOT coalesce(s.system, false) AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND o.direction IN ('min', 'max')
GROUP BY r.project, s.key
ORDER BY r.project, s.key

-- One scope over all projects that are judged by a metric of known direction. Params do not change
-- without the run's fingerprint.
SELECT
  CAST(NULL AS VARCHAR) AS project,
  CAST(NULL AS VARCHAR) AS metric_key,
  CAST(NULL AS VARCHAR) AS direction,
  count(*) AS runs,
  true AS is_primary,
  md5(coalesce(string_agg(
    concat_ws('|', r.run_key, coalesce(r.fingerprint, ''), coalesce(r.status, ''), o.metric_key, o.direction,
      coalesce(CAST(s.last AS VARCHAR), ''), coalesce(CAST(s.min AS VARCHAR), ''), coalesce(CAST(s.max AS VARCHAR), '')),
    ',' ORDER BY r.run_key), '')) AS fingerprint
FROM metric_role o
JOIN runs r ON r.project = o.project
JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = o.metric_key
WHERE o.is_primary AND o.direction IN ('min', 'max') AND NOT coalesce(s.system, false)
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL

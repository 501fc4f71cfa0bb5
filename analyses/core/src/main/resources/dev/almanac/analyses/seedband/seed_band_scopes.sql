-- One scope a project and metric with a known direction. The fingerprint covers the runs that noise
-- found to differ in nothing but their seed.
WITH logged AS (
  SELECT r.project, s.key AS metric_key, r.run_key, o.direction, o.is_primary,
    concat_ws('|', r.run_key, x.configuration, coalesce(r.fingerprint, ''), s.points,
      coalesce(CAST(s.last AS VARCHAR), ''), coalesce(s.last_step, 0)) AS print,
    x.configuration IS NOT NULL AS repeated
  FROM metric_summaries s
  JOIN runs r ON r.run_key = s.run_key
  JOIN metric_role o ON o.project = r.project AND o.metric_key = s.key
  LEFT JOIN repeated_run x ON x.project = r.project AND x.metric_key = s.key AND x.run_key = r.run_key
  WHERE NOT coalesce(s.system, false) AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND o.direction IN ('min', 'max')
)
SELECT
  project,
  metric_key,
  max(direction) AS direction,
  count(*) AS runs,
  coalesce(bool_or(is_primary), false) AS is_primary,
  md5(coalesce(string_agg(CASE WHEN repeated THEN print END, ',' ORDER BY run_key), '')) AS fingerprint
FROM logged
GROUP BY project, metric_key
ORDER BY project, metric_key

-- One scope a project. The fingerprint covers exactly what direction_input.sql returns.
WITH facts AS (
  SELECT r.project, 'metric' AS kind, s.key AS key, NULL AS value, count(*) AS runs
  FROM metric_summaries s JOIN runs r ON r.run_key = s.run_key
  WHERE NOT coalesce(s.system, false) AND NOT coalesce(r.deleted, false)
  GROUP BY r.project, s.key
  UNION ALL
  SELECT r.project, 'tag' AS kind, t.key AS key, max_by(t.value, concat_ws('|', r.synced_at, r.run_key)) AS value,
    count(*) AS runs
  FROM project_tags t JOIN runs r ON r.run_key = t.run_key
  WHERE t.key LIKE 'mlflow.experiment.primaryMetric.%'
  GROUP BY r.project, t.key
), prints AS (
  SELECT project,
    md5(string_agg(concat_ws('|', kind, key, coalesce(value, ''), runs), ',' ORDER BY kind, key)) AS fingerprint
  FROM facts
  GROUP BY project
), sizes AS (
  SELECT project, count(*) AS runs
  FROM runs
  WHERE NOT coalesce(deleted, false)
  GROUP BY project
)
SELECT p.project, NULL AS metric_key, NULL AS direction, s.runs, true AS is_primary, p.fingerprint
FROM prints p JOIN sizes s ON s.project = p.project
ORDER BY p.project

-- Metrics that users logged, and what the tracker says of the project's primary metric. A tag that
-- was edited between two syncs stands twice; the run that was synced last has the newer text.
SELECT 'metric' AS kind, s.key AS key, NULL AS value, count(*) AS runs
FROM metric_summaries s JOIN runs r ON r.run_key = s.run_key
WHERE r.project = :project AND NOT coalesce(s.system, false) AND NOT coalesce(r.deleted, false)
GROUP BY s.key
UNION ALL
SELECT 'tag' AS kind, t.key AS key, max_by(t.value, concat_ws('|', r.synced_at, r.run_key)) AS value,
  count(*) AS runs
FROM project_tags t JOIN runs r ON r.run_key = t.run_key
WHERE r.project = :project AND t.key LIKE 'mlflow.experiment.primaryMetric.%'
GROUP BY t.key
ORDER BY kind, key

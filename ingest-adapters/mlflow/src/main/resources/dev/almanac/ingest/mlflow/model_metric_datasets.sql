-- On which dataset a metric was measured; only this table says it.
SELECT
  min(rowid) AS position,
  run_id,
  metric_name,
  dataset_name,
  dataset_digest
FROM logged_model_metrics
WHERE dataset_name IS NOT NULL
GROUP BY run_id, metric_name, dataset_name, dataset_digest
HAVING min(rowid) > ?
ORDER BY min(rowid)
LIMIT ?

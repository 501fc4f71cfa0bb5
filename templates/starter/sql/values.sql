-- The last values of each metric over the runs of the period; the metrics of most runs first.
SELECT
  project,
  key AS metric_key,
  count(*) AS runs,
  min("last") AS lowest,
  median("last") AS median,
  max("last") AS highest,
  count(*) OVER () AS total
FROM metric_summaries
JOIN runs USING (run_key)
WHERE started_at >= :period_start
  AND started_at < :period_end
  AND NOT coalesce(deleted, false)
  AND same_as IS NULL
  AND isfinite("last")
GROUP BY project, key
ORDER BY runs DESC, project, metric_key
LIMIT 50

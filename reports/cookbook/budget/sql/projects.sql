-- Hours of the runs of each project, and of those that failed or crashed.
SELECT
  project,
  sum(duration_s) FILTER (started_at >= :period_start) AS seconds,
  sum(duration_s) FILTER (started_at < :period_start) AS seconds_before,
  sum(duration_s) FILTER (started_at >= :period_start AND status IN ('failed', 'crashed')) AS lost
FROM runs
WHERE started_at >= :previous_start AND started_at < :period_end
  AND duration_s IS NOT NULL
  AND NOT coalesce(deleted, false) AND same_as IS NULL
GROUP BY project
HAVING seconds > 0
ORDER BY seconds DESC, project

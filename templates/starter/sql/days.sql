-- Runs that started on each day of the period, by status. One row a day and status.
-- :zone makes the days those of the report; the engine itself counts in UTC.
SELECT
  CAST(started_at AT TIME ZONE :zone AS DATE) AS day,
  status,
  count(*) AS runs
FROM runs
WHERE started_at >= :period_start
  AND started_at < :period_end
  AND NOT coalesce(deleted, false)
  AND same_as IS NULL
GROUP BY ALL
ORDER BY day, status

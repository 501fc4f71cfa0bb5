-- Who ran what.
SELECT coalesce(created_by, 'not known') AS person, count(*) AS runs,
  count(*) FILTER (status IN ('failed', 'crashed')) AS failed, sum(duration_s) AS seconds,
  min(started_at) AS first_run, max(started_at) AS last_run
FROM runs
WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
GROUP BY 1
ORDER BY runs DESC, person
LIMIT 12

-- The newest runs of the period; total counts all of them.
SELECT
  run_key,
  name,
  project,
  status,
  started_at,
  duration_s,
  url,
  count(*) OVER () AS total
FROM runs
WHERE started_at >= :period_start
  AND started_at < :period_end
  AND NOT coalesce(deleted, false)
  AND same_as IS NULL
ORDER BY started_at DESC, run_key
LIMIT 50

-- Runs started per calendar day of the report's zone, by status; days without runs are rows too.
WITH started AS (
  SELECT CAST(timezone(:zone, started_at) AS DATE) AS day, status
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
), days AS (
  SELECT CAST(unnest(generate_series(
    CAST(timezone(:zone, :period_start) AS DATE),
    CAST(timezone(:zone, :period_end) AS DATE) - INTERVAL 1 DAY,
    INTERVAL 1 DAY)) AS DATE) AS day
), statuses AS (
  SELECT DISTINCT status FROM started
)
SELECT strftime(d.day, '%a %-d %b') AS day, s.status, count(x.day) AS runs
FROM days d
CROSS JOIN statuses s
LEFT JOIN started x ON x.day = d.day AND x.status = s.status
GROUP BY d.day, s.status
ORDER BY
  list_position(['finished', 'running', 'scheduled', 'killed', 'crashed', 'failed', 'unknown'], s.status),
  d.day

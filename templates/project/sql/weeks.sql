-- Runs started per week from Monday, by status; weeks without runs are rows too, up to a year back.
WITH started AS (
  SELECT CAST(date_trunc('week', timezone(:zone, started_at)) AS DATE) AS week, status
  FROM runs
  WHERE started_at >= greatest(:period_start, :period_end - INTERVAL 371 DAY) AND started_at < :period_end
    AND NOT coalesce(deleted, false) AND same_as IS NULL
), weeks AS (
  SELECT CAST(unnest(generate_series(first_week, last_week, INTERVAL 7 DAY)) AS DATE) AS week
  FROM (SELECT CAST(min(week) AS TIMESTAMP) AS first_week, CAST(max(week) AS TIMESTAMP) AS last_week FROM started)
), statuses AS (
  SELECT DISTINCT status FROM started
)
SELECT strftime(w.week, '%-d %b %y') AS week, s.status, count(x.week) AS runs
FROM weeks w
CROSS JOIN statuses s
LEFT JOIN started x ON x.week = w.week AND x.status = s.status
GROUP BY w.week, s.status
ORDER BY
  list_position(['finished', 'running', 'scheduled', 'killed', 'crashed', 'failed', 'unknown'], s.status),
  w.week

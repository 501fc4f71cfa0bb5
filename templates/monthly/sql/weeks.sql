-- Runs started in each week that ended in the month, by status, as the warehouse says now.
WITH days AS (
  SELECT CAST(unnest(generate_series(CAST(timezone(:zone, :period_start) AS DATE), CAST(timezone(:zone, :period_end) AS DATE) - INTERVAL 1 DAY,
    INTERVAL 1 DAY)) AS DATE) AS day
), weeks AS (
  SELECT day - 6 AS monday FROM days WHERE isodow(day) = 7 AND day < CAST(timezone(:zone, :now) AS DATE)
), started AS (
  SELECT w.monday, r.status
  FROM weeks w
  JOIN runs r ON r.started_at >= timezone(:zone, CAST(w.monday AS TIMESTAMP)) AND r.started_at < timezone(:zone, CAST(w.monday + 7 AS TIMESTAMP))
  WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), statuses AS (
  SELECT DISTINCT status FROM started
)
SELECT strftime(w.monday, '%G-W%V') AS week, s.status, count(x.monday) AS runs
FROM weeks w
CROSS JOIN statuses s
LEFT JOIN started x ON x.monday = w.monday AND x.status = s.status
GROUP BY w.monday, s.status
ORDER BY list_position(['finished', 'running', 'scheduled', 'killed', 'crashed', 'failed', 'unknown'], s.status), w.monday

-- The weeks that ended in the month in a row each: runs, failures, hours.
WITH days AS (
  SELECT CAST(unnest(generate_series(CAST(timezone(:zone, :period_start) AS DATE), CAST(timezone(:zone, :period_end) AS DATE) - INTERVAL 1 DAY,
    INTERVAL 1 DAY)) AS DATE) AS day
), weeks AS (
  SELECT day - 6 AS monday FROM days WHERE isodow(day) = 7 AND day < CAST(timezone(:zone, :now) AS DATE)
)
SELECT strftime(w.monday, '%G-W%V') AS week, w.monday, count(r.run_key) AS runs,
  count(*) FILTER (r.status IN ('failed', 'crashed')) AS failed,
  count(*) FILTER (r.status IN ('finished', 'failed', 'crashed', 'killed')) AS ended,
  sum(r.duration_s) AS seconds, count(DISTINCT r.project) AS projects, count(DISTINCT r.created_by) AS people
FROM weeks w
LEFT JOIN runs r ON r.started_at >= timezone(:zone, CAST(w.monday AS TIMESTAMP)) AND r.started_at < timezone(:zone, CAST(w.monday + 7 AS TIMESTAMP))
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
GROUP BY w.monday
ORDER BY w.monday

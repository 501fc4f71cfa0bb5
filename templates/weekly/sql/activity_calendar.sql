-- Runs started on each day of the 26 weeks up to the end of the period.
WITH days AS (
  SELECT CAST(unnest(generate_series(
    CAST(timezone(:zone, :period_end) AS DATE) - INTERVAL 182 DAY,
    CAST(timezone(:zone, :period_end) AS DATE) - INTERVAL 1 DAY,
    INTERVAL 1 DAY)) AS DATE) AS day
), started AS (
  SELECT CAST(timezone(:zone, started_at) AS DATE) AS day, count(*) AS runs
  FROM runs
  WHERE started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY 1
), counted AS (
  SELECT d.day, coalesce(s.runs, 0) AS runs,
    CAST((d.day - min(d.day) OVER ()) AS INTEGER) // 7 AS week, CAST((d.day - min(d.day) OVER ()) AS INTEGER) % 7 AS place,
    sum(coalesce(s.runs, 0)) OVER () AS all_runs, max(coalesce(s.runs, 0)) OVER () AS most,
    count(*) FILTER (WHERE s.runs > 0) OVER () AS busy, min(d.day) OVER () AS first_day
  FROM days d
  LEFT JOIN started s ON s.day = d.day
), told AS (
  SELECT arg_max(strftime(day, '%a %-d %b'), (runs, day)) AS most_day, max(runs) AS most_runs FROM counted
)
SELECT strftime(first_day + to_days(CAST(7 * week AS INTEGER)), '%-d %b') AS week, strftime(day, '%a') AS weekday, runs,
  strftime(day, '%-d %b %Y') AS day,
  all_runs || ' runs in 26 weeks, on ' || busy || ' days; most on ' || most_day || ': ' || most_runs AS message
FROM counted, told
WHERE busy >= 2
ORDER BY place, counted.week

-- The best run of each project in each week that ended in the month, and whether it was a new best of all time.
WITH days AS (
  SELECT CAST(unnest(generate_series(CAST(timezone(:zone, :period_start) AS DATE), CAST(timezone(:zone, :period_end) AS DATE) - INTERVAL 1 DAY,
    INTERVAL 1 DAY)) AS DATE) AS day
), weeks AS (
  SELECT day - 6 AS monday FROM days WHERE isodow(day) = 7 AND day < CAST(timezone(:zone, :now) AS DATE)
), scored AS (
  SELECT r.project, coalesce(r.name, r.run_id) AS name, r.run_key, r.started_at, p.metric_key, p.direction,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
    CASE p.direction WHEN 'max' THEN s.max ELSE -s.min END AS goodness
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), before AS (
  SELECT *, max(goodness) OVER (PARTITION BY project ORDER BY started_at, run_key ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS best_before
  FROM scored
)
SELECT b.project, b.metric_key, b.direction, strftime(w.monday, '%G-W%V') AS week, count(*) AS runs,
  arg_max(b.value, (b.goodness, -epoch(b.started_at))) AS value, arg_max(b.name, (b.goodness, -epoch(b.started_at))) AS name,
  bool_or(b.goodness > coalesce(b.best_before, -1.8e308)) AS new_best
FROM weeks w
JOIN before b ON b.started_at >= timezone(:zone, CAST(w.monday AS TIMESTAMP)) AND b.started_at < timezone(:zone, CAST(w.monday + 7 AS TIMESTAMP))
GROUP BY b.project, b.metric_key, b.direction, w.monday
ORDER BY b.project, w.monday

-- The best value of each project that ran in the period against the hours that all its runs had
-- taken until then, failed and killed ones too; from the end of the project's first day.
WITH ended AS (
  SELECT r.run_key, r.project, coalesce(r.ended_at, r.started_at) AS time, coalesce(r.duration_s, 0) AS seconds, r.status
  FROM runs r
  WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    AND coalesce(r.ended_at, r.started_at) < :period_end AND r.project IN (SELECT project FROM busiest)
), paid AS (
  SELECT e.*, p.metric_key, p.direction,
    sum(e.seconds) OVER (PARTITION BY e.project ORDER BY e.time, e.run_key) / 3600 AS hours,
    CASE WHEN e.status IN ('finished', 'unknown') AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
      THEN CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END END AS badness
  FROM ended e
  JOIN metric_role p ON p.project = e.project AND p.is_primary AND p.direction IN ('min', 'max')
  LEFT JOIN metric_summaries s ON s.run_key = e.run_key AND s.key = p.metric_key
), running AS (
  SELECT *, min(badness) OVER (PARTITION BY project ORDER BY time, run_key) AS best,
    min(time) OVER (PARTITION BY project) AS begun,
    max(hours) OVER (PARTITION BY project) AS all_hours
  FROM paid
), steps AS (
  SELECT *, lag(best) OVER (PARTITION BY project ORDER BY time, run_key) IS DISTINCT FROM best AS is_new
  FROM running
  WHERE best IS NOT NULL
), late AS (
  SELECT *, row_number() OVER (PARTITION BY project ORDER BY time, run_key) AS line,
    row_number() OVER (PARTITION BY project ORDER BY time DESC, run_key DESC) AS from_end,
    max(hours) FILTER (WHERE is_new) OVER (PARTITION BY project) AS last_new
  FROM steps
  WHERE time >= begun + INTERVAL 1 DAY
)
SELECT project, metric_key, hours, CASE direction WHEN 'max' THEN -best ELSE best END AS best,
  CASE direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better,
  CASE WHEN last_new IS NULL THEN 'No improvement in the last ' || format('{:.1f}', all_hours - min(hours) OVER (PARTITION BY project)) || ' hours'
    ELSE 'Last improvement after ' || format('{:.1f}', last_new) || ' of ' || format('{:.1f}', all_hours) || ' hours' END AS message
FROM late
WHERE (is_new OR line = 1 OR from_end = 1) AND all_hours > 0
ORDER BY project, line

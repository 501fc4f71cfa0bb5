-- The best value that any finished run of a project had reached, each time it got better; projects that
-- ran in the period.
WITH ended AS (
  SELECT s.project, s.metric_key, s.direction, coalesce(s.ended_at, s.started_at) AS time, s.run_key, s.value, s.badness
  FROM scored s
  JOIN busiest b ON b.project = s.project
  WHERE coalesce(s.ended_at, s.started_at) < :period_end
), running AS (
  SELECT *,
    CASE direction
      WHEN 'max' THEN max(value) OVER (PARTITION BY project ORDER BY time, run_key)
      ELSE min(value) OVER (PARTITION BY project ORDER BY time, run_key)
    END AS best
  FROM ended
), steps AS (
  SELECT *, lag(best) OVER (PARTITION BY project ORDER BY time, run_key) AS best_before
  FROM running
), first_days AS (
  -- What a project's first day tries out would squash the rest, so the lines begin at its end.
  SELECT project, max(time) AS until
  FROM (SELECT project, time, min(time) OVER (PARTITION BY project) AS begun FROM ended)
  WHERE time < begun + INTERVAL 1 DAY
  GROUP BY project
), corners AS (
  SELECT s.project, s.metric_key, s.direction, s.time, s.best
  FROM steps s
  JOIN first_days d ON d.project = s.project
  WHERE s.time > d.until AND s.best_before IS DISTINCT FROM s.best
  UNION ALL
  SELECT s.project, s.metric_key, s.direction, d.until,
    CASE s.direction WHEN 'max' THEN max(s.best) ELSE min(s.best) END
  FROM steps s
  JOIN first_days d ON d.project = s.project AND s.time <= d.until
  GROUP BY s.project, s.metric_key, s.direction, d.until
  UNION ALL
  -- The line holds to the end of the period.
  SELECT project, metric_key, direction, least(:period_end, :now),
    CASE direction WHEN 'max' THEN max(best) ELSE min(best) END
  FROM steps
  GROUP BY project, metric_key, direction
), told AS (
  SELECT project,
    CASE any_value(direction) WHEN 'max' THEN 1 ELSE -1 END
      * (arg_max(best, (time, run_key)) - arg_max(best, (time, run_key)) FILTER (WHERE time < :period_start)) AS gain,
    count(*) FILTER (WHERE time < :period_start) AS before, arg_max(best, (time, run_key)) AS best, count(*) AS runs,
    max(time) FILTER (WHERE best_before IS DISTINCT FROM best) AS last_new
  FROM steps
  GROUP BY project
)
SELECT c.project, c.metric_key, c.time, c.best,
  CASE c.direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better,
  CASE WHEN t.before = 0 THEN replace(replace(format('{:.4g}', t.best), 'e+', 'e'), '-', '−') || ' after ' || t.runs || CASE t.runs WHEN 1 THEN ' run' ELSE ' runs' END
    WHEN t.gain > 0 THEN 'better by ' || format('{:.3g}', t.gain) || ' in this period'
    ELSE 'unchanged since ' || strftime(timezone(:zone, t.last_new), '%-d %b %Y') END AS message,
  t.before = 0 AS is_first, t.runs
FROM corners c
JOIN told t ON t.project = c.project
-- Runs that end at once: the line goes through them from the worse to the better.
ORDER BY c.project, c.time, CASE c.direction WHEN 'max' THEN c.best ELSE -c.best END

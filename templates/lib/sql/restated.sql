-- Where the warehouse no longer says of a week and project what its report said: runs started, and the best value.
WITH weeks AS (
  SELECT period, first_day, end_day, any_value(revision) AS revision,
    bool_or(section = 'activity' AND query = 'projects') AS has_runs, bool_or(section = 'leaderboard' AND query = 'standing') AS has_best
  FROM archived
  WHERE newest
  GROUP BY period, first_day, end_day
  -- What was rendered before its period was over could not be complete.
  HAVING CAST(any_value(as_of) AS TIMESTAMP WITH TIME ZONE) >= timezone(:zone, CAST(end_day AS TIMESTAMP))
), reported AS (
  SELECT period, "row"->>'project' AS project, 'runs started' AS what, CAST("row"->>'runs' AS DOUBLE) AS said
  FROM archived
  WHERE newest AND section = 'activity' AND query = 'projects'
  UNION ALL
  SELECT period, "row"->>'project', 'best ' || ("row"->>'metric_key'), CAST("row"->>'best_now' AS DOUBLE)
  FROM archived
  WHERE newest AND section = 'leaderboard' AND query = 'standing' AND "row"->>'best_now' IS NOT NULL
), held AS (
  SELECT w.period, r.project, r.run_key, r.status
  FROM weeks w
  JOIN runs r ON r.started_at >= timezone(:zone, CAST(w.first_day AS TIMESTAMP)) AND r.started_at < timezone(:zone, CAST(w.end_day AS TIMESTAMP))
    AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), current AS (
  SELECT period, project, 'runs started' AS what, CAST(count(*) AS DOUBLE) AS says
  FROM held
  GROUP BY period, project
  UNION ALL
  SELECT h.period, h.project, 'best ' || p.metric_key, CASE any_value(p.direction) WHEN 'max' THEN max(s.max) ELSE min(s.min) END
  FROM held h
  JOIN metric_role p ON p.project = h.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = h.run_key AND s.key = p.metric_key
  WHERE h.status IN ('finished', 'unknown') AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
  GROUP BY h.period, h.project, p.metric_key
), compared AS (
  SELECT coalesce(r.period, c.period) AS period, coalesce(r.project, c.project) AS project, coalesce(r.what, c.what) AS what,
    CASE WHEN r.said IS NULL AND c.what = 'runs started' THEN 0 ELSE r.said END AS said,
    CASE WHEN c.says IS NULL AND r.what = 'runs started' THEN 0 ELSE c.says END AS says
  FROM reported r
  FULL JOIN current c ON c.period = r.period AND c.project = r.project AND c.what = r.what
)
SELECT w.period, w.first_day, w.revision, c.project, c.what, c.said, c.says, c.what = 'runs started' AS is_count
FROM compared c
JOIN weeks w ON w.period = c.period
WHERE c.says IS DISTINCT FROM c.said AND CASE c.what WHEN 'runs started' THEN w.has_runs ELSE w.has_best END

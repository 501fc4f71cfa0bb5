-- Where the warehouse no longer says of a week and project what its report said: runs started, and the best value.
WITH facts AS (
  SELECT unnest(from_json(:archived, '[{"revision":"VARCHAR","period":"VARCHAR","first_day":"DATE","as_of":"VARCHAR","state":"VARCHAR","newest":"BOOLEAN","section":"VARCHAR","query":"VARCHAR","row":"JSON"}]'), recursive := true)
), reported AS (
  SELECT period, first_day, revision, row->>'project' AS project, 'runs started' AS what, CAST(row->>'runs' AS DOUBLE) AS said
  FROM facts
  WHERE newest AND section = 'activity' AND query = 'projects'
  UNION ALL
  SELECT period, first_day, revision, row->>'project', 'best ' || (row->>'metric_key'), CAST(row->>'best_now' AS DOUBLE)
  FROM facts
  WHERE newest AND section = 'leaderboard' AND query = 'standing' AND row->>'best_now' IS NOT NULL
), current AS (
  SELECT r.period, r.project, 'runs started' AS what, CAST(count(x.run_key) AS DOUBLE) AS says
  FROM (SELECT DISTINCT period, first_day, project FROM reported WHERE what = 'runs started') r
  LEFT JOIN runs x ON x.project = r.project AND NOT coalesce(x.deleted, false) AND x.same_as IS NULL
    AND x.started_at >= timezone(:zone, CAST(r.first_day AS TIMESTAMP)) AND x.started_at < timezone(:zone, CAST(r.first_day + 7 AS TIMESTAMP))
  GROUP BY r.period, r.project
  UNION ALL
  SELECT r.period, r.project, r.what,
    max(CASE p.direction WHEN 'max' THEN s.max END) FILTER (x.run_key IS NOT NULL AND abs(s.max) < 1.7e308)
  FROM (SELECT DISTINCT period, first_day, project, what FROM reported WHERE what <> 'runs started') r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction = 'max' AND r.what = 'best ' || p.metric_key
  LEFT JOIN runs x ON x.project = r.project AND x.status IN ('finished', 'unknown') AND NOT coalesce(x.deleted, false) AND x.same_as IS NULL
    AND x.started_at >= timezone(:zone, CAST(r.first_day AS TIMESTAMP)) AND x.started_at < timezone(:zone, CAST(r.first_day + 7 AS TIMESTAMP))
  LEFT JOIN metric_summaries s ON s.run_key = x.run_key AND s.key = p.metric_key
  GROUP BY r.period, r.project, r.what
  UNION ALL
  SELECT r.period, r.project, r.what, min(s.min) FILTER (x.run_key IS NOT NULL AND abs(s.min) < 1.7e308)
  FROM (SELECT DISTINCT period, first_day, project, what FROM reported WHERE what <> 'runs started') r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction = 'min' AND r.what = 'best ' || p.metric_key
  LEFT JOIN runs x ON x.project = r.project AND x.status IN ('finished', 'unknown') AND NOT coalesce(x.deleted, false) AND x.same_as IS NULL
    AND x.started_at >= timezone(:zone, CAST(r.first_day AS TIMESTAMP)) AND x.started_at < timezone(:zone, CAST(r.first_day + 7 AS TIMESTAMP))
  LEFT JOIN metric_summaries s ON s.run_key = x.run_key AND s.key = p.metric_key
  GROUP BY r.period, r.project, r.what
)
SELECT r.period, r.revision, r.project, r.what, r.said, c.says
FROM reported r
LEFT JOIN current c ON c.period = r.period AND c.project = r.project AND c.what = r.what
WHERE c.says IS DISTINCT FROM r.said
ORDER BY r.first_day, r.project, r.what

-- Varied params of each project; the plots show three of them.
WITH used AS (
  SELECT r.run_key, r.project
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end AND r.status IN ('finished', 'unknown')
)
SELECT project, count(*) AS params, array_to_string(list(key ORDER BY key)[1:20], ', ') AS keys
FROM (
  SELECT u.project, p.key
  FROM used u
  JOIN params p ON p.run_key = u.run_key
  GROUP BY u.project, p.key
  HAVING count(DISTINCT p.value) >= 2
)
GROUP BY project
ORDER BY project

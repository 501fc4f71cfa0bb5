-- One row a run and param (one with NULL if it has none), with what the run made of its project's
-- primary metric, and the dataset that it names if it names exactly one.
WITH data AS (
  SELECT d.run_key, min(d.name) AS dataset
  FROM datasets d
  GROUP BY d.run_key
  HAVING count(DISTINCT d.name) = 1
)
SELECT r.project, r.run_key, r.group_name, o.direction, coalesce(s.last, s.reported) AS last_value,
  CASE o.direction WHEN 'max' THEN s.max ELSE s.min END AS best_value,
  d.dataset, p.key AS param, p.value AS text
FROM metric_role o
JOIN runs r ON r.project = o.project
JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = o.metric_key
LEFT JOIN data d ON d.run_key = r.run_key
LEFT JOIN params p ON p.run_key = r.run_key
WHERE o.is_primary AND o.direction IN ('min', 'max') AND NOT coalesce(s.system, false)
  AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND coalesce(s.points, 0) > 0
  AND coalesce(r.status, 'unknown') IN ('finished', 'unknown')
ORDER BY r.project, r.run_key, p.key NULLS FIRST, p.value NULLS FIRST

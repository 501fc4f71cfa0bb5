-- One row a run. The scale makes the axis logarithmic; the role rings the best run.
WITH points AS (
  SELECT
    project, coalesce(r.name, r.run_key) AS run_name, p.number AS learning_rate,
    o.metric_key, o.direction,
    CASE o.direction WHEN 'max' THEN s.max ELSE s.min END AS value
  FROM runs AS r
  JOIN params AS p ON p.run_key = r.run_key AND p.key IN ('learning_rate', 'lr') AND p.number > 0
  JOIN metric_role AS o USING (project)
  JOIN metric_summaries AS s ON s.run_key = r.run_key AND s.key = o.metric_key
  WHERE o.is_primary AND o.direction IN ('min', 'max') AND r.status = 'finished'
    AND started_at < :period_end
    AND NOT coalesce(deleted, false) AND same_as IS NULL
)
SELECT
  *, 'log' AS scale,
  CASE value
    WHEN CASE direction WHEN 'max' THEN max(value) OVER all_of ELSE min(value) OVER all_of END
    THEN 'best' ELSE 'run' END AS role
FROM points
WINDOW all_of AS (PARTITION BY project)
ORDER BY project, learning_rate, run_name

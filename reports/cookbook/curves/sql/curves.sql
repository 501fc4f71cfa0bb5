-- The points of the three best runs of each project, at most 300 of each run.
WITH best AS (
  SELECT project, r.run_key, coalesce(r.name, r.run_key) AS run_name, o.metric_key
  FROM runs AS r
  JOIN metric_role AS o USING (project)
  JOIN metric_summaries AS s ON s.run_key = r.run_key AND s.key = o.metric_key
  WHERE o.is_primary AND o.direction IN ('min', 'max') AND r.status = 'finished'
    AND started_at >= :period_start AND started_at < :period_end
    AND NOT coalesce(deleted, false) AND same_as IS NULL
  QUALIFY row_number() OVER (
    PARTITION BY project
    ORDER BY CASE o.direction WHEN 'max' THEN -s.max ELSE s.min END, r.run_key) <= 3
)
SELECT project, metric_key, run_name, step, value
FROM best
JOIN metrics AS m ON m.run_key = best.run_key AND m.key = best.metric_key
QUALIFY row_number() OVER (PARTITION BY m.run_key ORDER BY step, seq)
  % greatest(1, count(*) OVER (PARTITION BY m.run_key) // 300) = 0
ORDER BY project, run_name, step, seq

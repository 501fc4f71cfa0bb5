-- The project's metric, and the best value that a finished run reached.
WITH scored AS (
  SELECT r.run_key, coalesce(r.name, r.run_id) AS name, r.started_at, p.metric_key, p.direction, p.basis,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
)
SELECT name, run_key, started_at, metric_key, direction, basis, value, count(*) OVER () AS runs
FROM scored
ORDER BY CASE direction WHEN 'max' THEN -value ELSE value END, started_at, run_key
LIMIT 1

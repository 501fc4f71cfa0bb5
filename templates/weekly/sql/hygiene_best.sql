-- The best run that each project made in the period, and whether it could be done again.
WITH scored AS (
  SELECT r.run_key, r.project, coalesce(r.name, r.run_id) AS name, r.started_at, p.metric_key, p.direction,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.started_at >= :period_start AND r.started_at < :period_end
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), best AS (
  SELECT *
  FROM scored
  QUALIFY row_number() OVER (
    PARTITION BY project
    ORDER BY CASE direction WHEN 'max' THEN -value ELSE value END, started_at, run_key) = 1
)
SELECT b.project, b.name, b.run_key, b.metric_key, b.value, h.reproducible, h.explanation, h.evidence, h.score
FROM best b
JOIN hygiene_run h ON h.run_key = b.run_key
ORDER BY b.project

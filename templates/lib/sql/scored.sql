-- Every finished run that began before the period's end, with the value it is judged by: the best that it
-- reached of its project's primary metric. Less badness is better in either direction.
SELECT r.run_key, r.project, coalesce(r.name, r.run_id) AS name, r.created_by, r.started_at, r.ended_at, r.duration_s, r.url,
  r.started_at >= :period_start AS is_new, p.metric_key, p.direction, p.basis,
  CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
  CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END AS badness
FROM runs r
JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
  -- MLflow's SQL stores keep infinity as the largest double, which must not win.
  AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308

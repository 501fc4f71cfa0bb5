-- The three best finished runs of each project by its primary metric, whichever way is better.
SELECT
  project, r.name, r.run_key, r.url, r.duration_s, o.metric_key,
  CASE o.direction WHEN 'max' THEN s.max ELSE s.min END AS value
FROM runs AS r
JOIN metric_role AS o USING (project)
JOIN metric_summaries AS s ON s.run_key = r.run_key AND s.key = o.metric_key
WHERE o.is_primary AND o.direction IN ('min', 'max') AND r.status = 'finished'
  AND started_at >= :period_start AND started_at < :period_end
  AND NOT coalesce(deleted, false) AND same_as IS NULL
QUALIFY row_number() OVER (
  PARTITION BY project ORDER BY CASE o.direction WHEN 'max' THEN -value ELSE value END, r.run_key) <= 3
ORDER BY project, CASE o.direction WHEN 'max' THEN -value ELSE value END, r.run_key

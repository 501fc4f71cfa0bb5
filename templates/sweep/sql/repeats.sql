-- Configurations that were run more than once with the very same params, the seed included.
WITH settings AS (
  SELECT r.run_key, coalesce(r.name, r.run_id) AS name, r.started_at, r.duration_s, s.max, s.min, o.direction,
    (SELECT string_agg(p.key || '=' || coalesce(p.value, ''), ', ' ORDER BY p.key) FROM params p WHERE p.run_key = r.run_key) AS settings
  FROM runs r
  JOIN metric_role o ON o.project = r.project AND o.is_primary
  LEFT JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = o.metric_key
  WHERE r.project || '/' || coalesce(r.group_name, r.parent_run_id) = :sweep AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.status IN ('finished', 'unknown')
)
SELECT settings, count(*) AS runs, string_agg(name, ', ' ORDER BY started_at, run_key) AS names,
  min(CASE direction WHEN 'max' THEN max ELSE min END) AS least, max(CASE direction WHEN 'max' THEN max ELSE min END) AS most,
  sum(duration_s) - max(duration_s) AS seconds
FROM settings
WHERE settings IS NOT NULL
GROUP BY settings
HAVING count(*) > 1
ORDER BY runs DESC, settings
LIMIT 10

-- The best five runs of the period in each project, with their rank among all runs so far.
WITH scored AS (
  SELECT r.run_key, r.project, r.name, r.started_at, r.duration_s, r.created_by, r.url, p.metric_key,
    p.direction,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
    CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END AS badness
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status = 'finished' AND NOT coalesce(r.deleted, false) AND r.started_at < :period_end
    AND CASE p.direction WHEN 'max' THEN s.max ELSE s.min END IS NOT NULL
), ranked AS (
  SELECT *,
    rank() OVER (PARTITION BY project ORDER BY badness) AS rank_ever,
    count(*) OVER (PARTITION BY project) AS runs_ever,
    row_number() OVER (
      PARTITION BY project, started_at >= :period_start ORDER BY badness, started_at, run_key) AS place
  FROM scored
)
SELECT project, metric_key, direction, place, name, value, rank_ever, runs_ever, duration_s, created_by,
  started_at, url, run_key,
  (SELECT string_agg(p.key || '=' || p.value, ', ' ORDER BY p.key)
   FROM params p
   WHERE p.run_key = ranked.run_key
     AND p.key IN (
       SELECT q.key FROM params q JOIN runs o ON o.run_key = q.run_key
       WHERE o.project = ranked.project GROUP BY q.key HAVING count(DISTINCT q.value) > 1)) AS settings
FROM ranked
WHERE started_at >= :period_start AND place <= 5
ORDER BY project, place

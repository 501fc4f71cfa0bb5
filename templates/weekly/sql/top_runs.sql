-- The best five runs of the period in each project, with their rank among all runs so far.
WITH scored AS (
  SELECT r.run_key, r.project, coalesce(r.name, r.run_id) AS name, r.started_at, r.duration_s, r.created_by, r.url, p.metric_key,
    p.direction,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
    CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END AS badness
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), ranked AS (
  SELECT *,
    rank() OVER (PARTITION BY project ORDER BY badness) AS rank_ever,
    count(*) OVER (PARTITION BY project) AS runs_ever,
    row_number() OVER (
      PARTITION BY project, started_at >= :period_start ORDER BY badness, started_at, run_key) AS place
  FROM scored
), listed AS (
  SELECT * FROM ranked WHERE started_at >= :period_start AND place <= 5
), settings AS (
  SELECT l.project, l.run_key, p.key, p.value,
    count(*) OVER (PARTITION BY l.project, p.key, p.value) AS alike,
    (SELECT count(*) FROM listed o WHERE o.project = l.project) AS runs
  FROM listed l
  JOIN params p ON p.run_key = l.run_key
)
SELECT l.project, l.metric_key, l.direction, l.place, l.name, l.value, l.rank_ever, l.runs_ever,
  l.duration_s, l.created_by, l.started_at, l.url, l.run_key,
  (SELECT string_agg(s.key || '=' || s.value, ', ' ORDER BY s.key)
   FROM settings s WHERE s.run_key = l.run_key AND s.alike < s.runs) AS settings
FROM listed l
ORDER BY l.project, l.place

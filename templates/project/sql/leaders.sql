-- The best twelve runs, with the settings in which they differ.
WITH scored AS (
  SELECT r.run_key, coalesce(r.name, r.run_id) AS name, r.started_at, r.duration_s, r.created_by,
    coalesce(r.group_name, r.parent_run_id) AS sweep, p.metric_key, p.direction, p.basis,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.started_at >= :period_start AND r.started_at < :period_end
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), ranked AS (
  SELECT *, rank() OVER (ORDER BY CASE direction WHEN 'max' THEN -value ELSE value END) AS place,
    row_number() OVER (ORDER BY CASE direction WHEN 'max' THEN -value ELSE value END, started_at, run_key) AS row_place,
    count(*) OVER () AS runs
  FROM scored
), listed AS (
  SELECT * FROM ranked WHERE row_place <= 12
), settings AS (
  SELECT l.run_key, p.key, p.value, count(*) OVER (PARTITION BY p.key, p.value) AS alike,
    (SELECT count(*) FROM listed) AS n
  FROM listed l
  JOIN params p ON p.run_key = l.run_key
)
SELECT l.*,
  (SELECT string_agg(s.key || '=' || s.value, ', ' ORDER BY s.key) FROM settings s
   WHERE s.run_key = l.run_key AND s.alike < s.n) AS settings
FROM listed l
ORDER BY l.row_place

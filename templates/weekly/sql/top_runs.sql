-- The best five runs of the period in each project, with their rank among all runs so far.
WITH ranked AS (
  SELECT *,
    rank() OVER (PARTITION BY project ORDER BY badness) AS rank_ever,
    count(*) OVER (PARTITION BY project) AS runs_ever,
    row_number() OVER (
      PARTITION BY project, is_new ORDER BY badness, started_at, run_key) AS place
  FROM scored
), listed AS (
  SELECT * FROM ranked WHERE is_new AND place <= 5
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

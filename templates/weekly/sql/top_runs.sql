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
), written AS (
  -- As in the ranking: twelve settings can be read, and a number needs no seventeen digits.
  SELECT run_key, key || '=' || CASE WHEN length(value) > 9 AND regexp_matches(value, '^-?[0-9.]+(e-?[0-9]+)?$')
      AND try_cast(value AS DOUBLE) IS NOT NULL AND strpos(value, '.') > 0 THEN format('{:.6g}', try_cast(value AS DOUBLE))
    WHEN length(value) > 60 THEN left(value, 59) || '…' ELSE value END AS words,
    row_number() OVER (PARTITION BY run_key ORDER BY key) AS n, count(*) OVER (PARTITION BY run_key) AS settings
  FROM settings
  WHERE alike < runs
)
SELECT l.project, l.metric_key, l.direction, l.place, l.name, l.value, l.rank_ever, l.runs_ever,
  l.duration_s, l.created_by, l.started_at, l.url, l.run_key,
  (SELECT string_agg(s.words, ', ' ORDER BY s.n) || CASE WHEN max(s.settings) > 12 THEN ' and ' || (max(s.settings) - 12) || ' more' ELSE '' END
   FROM written s WHERE s.run_key = l.run_key AND s.n <= 12) AS settings
FROM listed l
ORDER BY l.project, l.place

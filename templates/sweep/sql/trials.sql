-- The best trials first, then those without a value; with the settings in which they differ.
WITH mine AS (
  SELECT r.run_key, coalesce(r.name, r.run_id) AS name, r.status, r.started_at, r.duration_s, p.metric_key, p.direction,
    CASE WHEN abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
      THEN CASE p.direction WHEN 'max' THEN s.max ELSE s.min END END AS value,
    row_number() OVER (ORDER BY r.started_at NULLS LAST, r.run_key) AS trial
  FROM runs r
  LEFT JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  LEFT JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.project || '/' || coalesce(r.group_name, r.parent_run_id) = :sweep AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), listed AS (
  SELECT *, count(*) OVER () AS runs
  FROM mine
  ORDER BY value IS NULL, CASE direction WHEN 'max' THEN -value ELSE value END, trial
  LIMIT 15
), settings AS (
  SELECT l.run_key, p.key, p.value, count(*) OVER (PARTITION BY p.key, p.value) AS alike, (SELECT count(*) FROM listed) AS n
  FROM listed l
  JOIN params p ON p.run_key = l.run_key
)
SELECT l.*,
  (SELECT string_agg(s.key || '=' || s.value, ', ' ORDER BY s.key) FROM settings s
   WHERE s.run_key = l.run_key AND s.alike < s.n) AS settings
FROM listed l
ORDER BY l.value IS NULL, CASE l.direction WHEN 'max' THEN -l.value ELSE l.value END, l.trial

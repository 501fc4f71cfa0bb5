-- The best trial, and the best of the whole project beside it.
WITH scored AS (
  SELECT r.run_key, coalesce(r.name, r.run_id) AS name, r.started_at, r.duration_s, r.created_by, r.url, p.metric_key, p.direction,
    r.project, CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
    coalesce(r.project || '/' || coalesce(r.group_name, r.parent_run_id) = :sweep, false) AS mine
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.project IN (SELECT project FROM runs WHERE project || '/' || coalesce(group_name, parent_run_id) = :sweep)
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), ranked AS (
  SELECT *, rank() OVER (ORDER BY CASE direction WHEN 'max' THEN -value ELSE value END) AS rank_ever, count(*) OVER () AS runs_ever
  FROM scored
), noise AS (
  SELECT project, metric_key, sd, least_difference
  FROM metric_noise
  WHERE value_kind = 'best' AND sd IS NOT NULL AND degrees >= 3
  QUALIFY row_number() OVER (PARTITION BY project, metric_key ORDER BY subset = 'better_half' DESC) = 1
)
SELECT r.*, n.sd, n.least_difference,
  (SELECT min_by(o.name, (CASE o.direction WHEN 'max' THEN -o.value ELSE o.value END, o.started_at)) FROM scored o) AS leader,
  (SELECT CASE any_value(o.direction) WHEN 'max' THEN max(o.value) ELSE min(o.value) END FROM scored o) AS leader_value
FROM ranked r
LEFT JOIN noise n ON n.project = r.project AND n.metric_key = r.metric_key
WHERE r.mine
ORDER BY CASE r.direction WHEN 'max' THEN -r.value ELSE r.value END, r.started_at, r.run_key
LIMIT 1

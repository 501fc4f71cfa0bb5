-- Projects whose best run of all time is of the period, with the best run before.
WITH scored AS (
  SELECT r.run_key, r.project, coalesce(r.name, r.run_id) AS name, r.started_at, r.ended_at, r.duration_s, r.url, p.metric_key, p.direction,
    CASE p.direction WHEN 'max' THEN s.max ELSE s.min END AS value,
    CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END AS badness
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    -- MLflow's SQL stores keep infinity as the largest double, which must not win.
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY project, started_at >= :period_start ORDER BY badness, started_at, run_key) AS place,
    started_at >= :period_start AS is_new
  FROM scored
)
SELECT n.project, n.metric_key, n.direction, n.run_key, n.name, n.url, n.value, b.run_key AS run_key_before, b.name AS name_before,
  b.url AS url_before, b.value AS value_before, b.badness - n.badness AS gain,
  (SELECT any_value(h.path) FROM hp_ablation h WHERE h.from_run_key = b.run_key AND h.to_run_key = n.run_key) AS path
FROM ranked n
JOIN ranked b ON b.project = n.project AND NOT b.is_new AND b.place = 1
WHERE n.is_new AND n.place = 1 AND n.badness < b.badness
ORDER BY n.project

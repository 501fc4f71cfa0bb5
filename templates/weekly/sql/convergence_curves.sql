-- Median and 10 to 90 % band over all runs of a project, and the curves of its best two runs; the
-- busiest projects with a finished run in the period.
WITH band AS (
  -- Where few runs reach, the band would tell of those few.
  SELECT b.project, b.metric_key, b.x, b.median, b.q10, b.q90, b.n
  FROM curve_band b
  JOIN metric_role p ON p.project = b.project AND p.metric_key = b.metric_key AND p.is_primary
  JOIN charted ON charted.project = b.project
  WHERE b.group_key = 'all' AND b.x_axis = 'step'
  QUALIFY b.n >= 0.25 * max(b.n) OVER (PARTITION BY b.project) AND count(*) OVER (PARTITION BY b.project) > 1
), best_runs AS (
  SELECT f.project, f.metric_key, r.run_key, coalesce(r.name, r.run_id) AS name,
    row_number() OVER (
      PARTITION BY f.project
      ORDER BY CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END, r.started_at, r.run_key) AS place
  FROM curve_feature f
  JOIN metric_role p ON p.project = f.project AND p.metric_key = f.metric_key AND p.is_primary
  JOIN runs r ON r.run_key = f.run_key
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = f.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    AND p.direction IN ('min', 'max') AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
    AND f.project IN (SELECT project FROM charted)
), scales AS (
  SELECT project, CASE WHEN min(q10) > 0 AND max(q90) >= 100 * min(q10) THEN 'log' ELSE 'linear' END AS y_scale
  FROM band
  GROUP BY project
), ended AS (
  SELECT f.project, count(*) FILTER (WHERE f.verdict = 'converged') || ' of ' || count(*) || ' finished runs settled' AS message
  FROM curve_feature f
  JOIN metric_role p ON p.project = f.project AND p.metric_key = f.metric_key AND p.is_primary
  JOIN runs r ON r.run_key = f.run_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND f.n_points > 1 AND r.started_at >= :period_start AND r.started_at < :period_end
  GROUP BY f.project
), parts AS (
  SELECT project, metric_key, 0 AS part, '10–90%' AS series, x AS step, median AS value,
    q10 AS low, q90 AS high
  FROM band
  UNION ALL
  SELECT b.project, b.metric_key, b.place, CASE b.place WHEN 1 THEN 'best run' ELSE 'second best' END,
    CAST(m.step AS DOUBLE), max_by(m.value, m.seq), CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE)
  FROM best_runs b
  JOIN metrics m ON m.run_key = b.run_key AND m.key = b.metric_key
  WHERE b.place <= 2 AND isfinite(m.value)
  GROUP BY b.project, b.metric_key, b.place, m.step
)
SELECT p.project, p.metric_key, v.message, p.series, p.step, p.value, p.low, p.high, s.y_scale,
  (SELECT 'Best: ' || string_agg(b.name, ', then ' ORDER BY b.place) || '.'
   FROM best_runs b WHERE b.project = p.project AND b.place <= 2) AS note
FROM parts p
JOIN scales s ON s.project = p.project
JOIN ended v ON v.project = p.project
ORDER BY p.project, p.part, p.step

-- Runs of the period that look unlike the others: not finite, silent for long, far slower, spiking, or
-- with a result far outside what the project had before.
WITH fresh AS (
  SELECT r.run_key, r.project, coalesce(r.name, r.run_id) AS name, r.url, r.status, r.started_at
  FROM runs r
  WHERE r.started_at >= :period_start AND r.started_at < :period_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), non_finite AS (
  SELECT f.run_key, sum(f.n_nonfinite) AS points, min(f.metric_key) AS metric_key, count(*) AS metrics, sum(f.n_points) AS all_points
  FROM curve_feature f
  JOIN fresh r ON r.run_key = f.run_key
  WHERE f.n_nonfinite > 0
  GROUP BY f.run_key
), spikes AS (
  SELECT e.run_key, e.metric_key, count(*) AS spikes, max(e.height / nullif(f.noise_sd, 0)) AS size,
    arg_max(e.x_start, (e.height, -e.x_start)) AS at_step
  FROM curve_event e
  JOIN fresh r ON r.run_key = e.run_key
  JOIN curve_feature f ON f.run_key = e.run_key AND f.project = e.project AND f.metric_key = e.metric_key
  LEFT JOIN metric_role p ON p.project = e.project AND p.metric_key = e.metric_key
  -- Curves spike early and come back; those that do not are news.
  WHERE e.event = 'spike' AND NOT coalesce(e.recovered, false) AND (coalesce(p.is_primary, false) OR contains(lower(e.metric_key), 'loss'))
  GROUP BY e.run_key, e.metric_key
  -- One a run: the tallest.
  QUALIFY row_number() OVER (PARTITION BY e.run_key ORDER BY size DESC NULLS LAST, e.metric_key) = 1
), pauses AS (
  SELECT m.run_key, m.key AS metric_key, m.step,
    date_diff('millisecond', lag(m.time) OVER (PARTITION BY m.run_key ORDER BY m.seq), m.time) / 1000.0 AS pause
  FROM metrics m
  JOIN fresh r ON r.run_key = m.run_key
  JOIN metric_role p ON p.project = r.project AND p.metric_key = m.key AND p.is_primary
  WHERE m.time IS NOT NULL
), gaps AS (
  SELECT run_key, metric_key, max(pause) AS longest, median(pause) AS usual, arg_max(step, pause) AS at_step, count(pause) AS pauses
  FROM pauses
  GROUP BY run_key, metric_key
  HAVING count(pause) >= 10 AND max(pause) >= 300 AND max(pause) >= 10 * median(pause)
), speeds AS (
  SELECT r.run_key, r.project, r.started_at, s.key AS metric_key,
    (s.points - 1) * 60000.0 / date_diff('millisecond', s.first_time, s.last_time) AS speed
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL AND r.started_at < :period_end
    AND s.points >= 5 AND date_diff('millisecond', s.first_time, s.last_time) > 0
), usual_speeds AS (
  SELECT project, median(speed) AS usual, quantile_cont(speed, 0.02) AS slow, count(*) AS runs
  FROM speeds
  WHERE started_at < :period_start
  GROUP BY project
  HAVING count(*) >= 10
), slow AS (
  SELECT s.run_key, s.metric_key, s.speed, u.usual, u.runs
  FROM speeds s
  JOIN usual_speeds u ON u.project = s.project
  WHERE s.started_at >= :period_start AND s.speed < u.usual / 3 AND s.speed < u.slow
), bands AS (
  SELECT project, quantile_cont(value, 0.25) AS q25, quantile_cont(value, 0.75) AS q75, count(*) AS runs
  FROM scored
  WHERE started_at < :period_start
  GROUP BY project
  HAVING count(*) >= 20 AND quantile_cont(value, 0.75) > quantile_cont(value, 0.25)
), outside AS (
  SELECT s.run_key, s.metric_key, s.value, b.q25, b.q75, b.runs,
    (s.value > b.q75) = (s.direction = 'max') AS is_better,
    CASE WHEN s.value > b.q75 THEN s.value - b.q75 ELSE b.q25 - s.value END / (b.q75 - b.q25) AS distance
  FROM scored s
  JOIN bands b ON b.project = s.project
  WHERE s.started_at >= :period_start AND (s.value > b.q75 + 3 * (b.q75 - b.q25) OR s.value < b.q25 - 3 * (b.q75 - b.q25))
), told AS (
  SELECT run_key, 1 AS gravity, 'non_finite' AS kind, metric_key, points AS value, NULL AS usual, NULL AS usual_high, NULL AS at_step,
    metrics AS n, NULL AS flag, points / all_points AS size
  FROM non_finite
  UNION ALL
  SELECT run_key, 2, 'gap', metric_key, longest, usual, NULL, at_step, pauses, NULL, longest / nullif(usual, 0) FROM gaps
  UNION ALL
  SELECT run_key, 3, 'slow', metric_key, speed, usual, NULL, NULL, runs, NULL, usual / nullif(speed, 0) FROM slow
  UNION ALL
  SELECT run_key, 4, 'spike', metric_key, size, NULL, NULL, at_step, spikes, NULL, size FROM spikes
  UNION ALL
  SELECT run_key, 5, 'outside', metric_key, value, q25, q75, NULL, runs, is_better, distance FROM outside
)
SELECT f.project, f.name, f.url, f.status, t.kind, t.metric_key, t.value, t.usual, t.usual_high, t.at_step, t.n, t.flag, t.size,
  count(*) OVER () AS rows_in_all
FROM told t
JOIN fresh f ON f.run_key = t.run_key
ORDER BY t.gravity, t.size DESC NULLS LAST, f.project, f.name, f.run_key
LIMIT 25

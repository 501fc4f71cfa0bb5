-- Hours of the runs that began in the period, by project, beside the weeks before, and the share that
-- brought nothing: lost runs, repeats with the same result, and steps behind the plateau.
WITH spent AS (
  SELECT r.run_key, r.project, r.status, r.duration_s, r.started_at,
    (SELECT max(try_cast(e.value AS DOUBLE)) FROM environment e
      WHERE e.run_key = r.run_key AND e.kind = 'hardware' AND e.key = 'gpu_count') AS gpus
  FROM runs r
  WHERE r.started_at >= :period_start AND r.started_at < :period_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), settings AS (
  SELECT p.run_key, md5(string_agg(p.key || '=' || coalesce(p.value, ''), chr(10) ORDER BY p.key, p.value)) AS settings
  FROM params p
  JOIN runs r ON r.run_key = p.run_key AND r.started_at < :period_end AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.project IN (SELECT project FROM spent)
  GROUP BY p.run_key
), results AS (
  SELECT r.run_key,
    row_number() OVER (PARTITION BY r.project, c.settings, s.last, s.min, s.max ORDER BY r.started_at, r.run_key) > 1 AS is_repeat
  FROM settings c
  JOIN runs r ON r.run_key = c.run_key AND r.status = 'finished'
  JOIN metric_role o ON o.project = r.project AND o.is_primary
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = o.metric_key AND s.points >= 2
  WHERE isfinite(s.last)
), plateaus AS (
  SELECT f.run_key, max(f.wasted_share) AS wasted_share
  FROM curve_feature f
  JOIN metric_role o ON o.project = f.project AND o.metric_key = f.metric_key AND o.is_primary
  -- Of a curve too short to judge nobody can say where it settled.
  WHERE f.verdict <> 'too_short'
  GROUP BY f.run_key
), judged AS (
  SELECT s.*,
    s.status IN ('failed', 'crashed') AS is_lost,
    coalesce(d.is_repeat, false) AND s.status = 'finished' AS is_repeat,
    CASE WHEN s.status IN ('finished', 'unknown') AND NOT coalesce(d.is_repeat, false) THEN s.duration_s * p.wasted_share END AS plateau_s
  FROM spent s
  LEFT JOIN results d ON d.run_key = s.run_key
  LEFT JOIN plateaus p ON p.run_key = s.run_key
), earlier AS (
  SELECT project, sum(duration_s) AS seconds
  FROM runs
  WHERE started_at >= :period_start - INTERVAL 28 DAY AND started_at < :period_start
    AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY project
), known AS (
  -- Weeks before the first run are no weeks without use.
  SELECT least(4, greatest(0, date_diff('day', min(started_at), :period_start) // 7)) AS weeks
  FROM runs
  WHERE NOT coalesce(deleted, false) AND same_as IS NULL
)
SELECT j.project, count(*) AS runs, count(j.duration_s) AS timed, sum(j.duration_s) AS seconds,
  sum(j.duration_s * j.gpus) AS gpu_seconds, count(j.gpus) FILTER (WHERE j.duration_s IS NOT NULL) AS gpu_runs,
  CASE WHEN k.weeks > 0 THEN coalesce(e.seconds, 0) / k.weeks END AS seconds_before, k.weeks,
  coalesce(sum(j.duration_s) FILTER (WHERE j.is_lost), 0) AS lost_s, count(*) FILTER (WHERE j.is_lost) AS lost,
  coalesce(sum(j.duration_s) FILTER (WHERE j.is_repeat), 0) AS repeat_s, count(*) FILTER (WHERE j.is_repeat) AS repeats,
  coalesce(sum(j.plateau_s), 0) AS plateau_s, count(j.plateau_s) AS plateau_runs
FROM judged j
CROSS JOIN known k
LEFT JOIN earlier e ON e.project = j.project
GROUP BY j.project, e.seconds, k.weeks
HAVING sum(j.duration_s) > 0
ORDER BY seconds DESC, j.project

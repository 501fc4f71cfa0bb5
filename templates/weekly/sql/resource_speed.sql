-- How fast the runs of the period went, by project, beside those of the eight weeks before.
WITH speeds AS (
  SELECT r.project, r.started_at >= :period_start AS is_new, s.key AS metric_key, r.duration_s,
    CASE WHEN s.points >= 5 AND date_diff('millisecond', s.first_time, s.last_time) > 0
      THEN (s.points - 1) * 60000.0 / date_diff('millisecond', s.first_time, s.last_time) END AS speed
  FROM runs r
  JOIN metric_role p ON p.project = r.project AND p.is_primary
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND r.started_at >= :period_start - INTERVAL 56 DAY AND r.started_at < :period_end
)
SELECT project, any_value(metric_key) AS metric_key,
  count(speed) FILTER (WHERE is_new) AS runs, count(speed) FILTER (WHERE NOT is_new) AS runs_before,
  median(speed) FILTER (WHERE is_new) AS speed, quantile_cont(speed, 0.1) FILTER (WHERE is_new) AS speed_low,
  quantile_cont(speed, 0.9) FILTER (WHERE is_new) AS speed_high,
  median(speed) FILTER (WHERE NOT is_new) AS speed_before,
  median(duration_s) FILTER (WHERE is_new) AS duration, median(duration_s) FILTER (WHERE NOT is_new) AS duration_before
FROM speeds
GROUP BY project
HAVING count(speed) FILTER (WHERE is_new) > 0
ORDER BY project

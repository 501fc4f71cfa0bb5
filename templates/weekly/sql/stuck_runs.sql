-- Runs that have called themselves running for more than three days, and when they last said anything.
WITH last_sign AS (
  SELECT run_key, max(last_time) AS last_time FROM metric_summaries GROUP BY run_key
)
SELECT r.project, coalesce(r.name, r.run_id) AS name, r.run_key, r.started_at, l.last_time,
  date_diff('hour', coalesce(l.last_time, r.started_at), least(:now, :period_end)) * 3600.0 AS silent_s,
  date_diff('hour', r.started_at, least(:now, :period_end)) * 3600.0 AS age_s
FROM runs r
LEFT JOIN last_sign l ON l.run_key = r.run_key
WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
  AND r.started_at < least(:now, :period_end) - INTERVAL 3 DAY
ORDER BY r.started_at, r.run_key

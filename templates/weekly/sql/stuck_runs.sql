-- Runs that call themselves running and were silent for three days, or twice their longest pause, when
-- their source was last looked at. Stricter than the analysis `live`, so that what is listed here has
-- crashed there too.
WITH looked AS (
  SELECT source, max(ended_at) AS looked_at FROM sync_log GROUP BY source
), last_sign AS (
  SELECT run_key, max(last_time) AS last_time FROM metric_summaries GROUP BY run_key
), silent AS (
  SELECT r.project, coalesce(r.name, r.run_id) AS name, r.run_key, r.started_at, l.last_time,
    least(:now, :period_end, coalesce(k.looked_at, r.synced_at, :now)) AS until
  FROM runs r
  LEFT JOIN last_sign l ON l.run_key = r.run_key
  LEFT JOIN looked k ON k.source = r.source
  WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), quiet AS (
  SELECT * FROM silent WHERE coalesce(last_time, started_at) < until - INTERVAL 3 DAY
), pauses AS (
  SELECT run_key, max(pause) AS longest
  FROM (
    SELECT m.run_key, date_diff('second', lag(m.time) OVER (PARTITION BY m.run_key ORDER BY m.time), m.time) AS pause
    FROM metrics m JOIN quiet q ON q.run_key = m.run_key
    WHERE m.time IS NOT NULL
  ) p
  GROUP BY run_key
)
SELECT q.project, q.name, q.run_key, q.started_at, q.last_time,
  date_diff('hour', coalesce(q.last_time, q.started_at), q.until) * 3600.0 AS silent_s,
  date_diff('hour', q.started_at, q.until) * 3600.0 AS age_s
FROM quiet q
LEFT JOIN pauses p ON p.run_key = q.run_key
WHERE date_diff('second', coalesce(q.last_time, q.started_at), q.until) > 2 * coalesce(p.longest, 0)
ORDER BY q.started_at, q.run_key

-- Runs that call themselves running and were silent for longer than their processes can have lived
-- through, at the end of the period or when their source was last looked at, whatever came first. The
-- limits are those of the analysis `live`.
WITH known AS (
  SELECT l.*, least(:now, :period_end, l.looked_at) AS until
  FROM live_run l
  JOIN runs r ON r.run_key = l.run_key
  WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND l.started_at < :period_end AND l.last_sign_at IS NOT NULL
)
SELECT project, name, run_key, started_at, last_sign_at AS last_time,
  date_diff('second', last_sign_at, until) AS silent_s, silence_limit_s AS usual_s
FROM known
WHERE date_diff('second', last_sign_at, until) >= silence_crashed_s
ORDER BY last_sign_at, run_key

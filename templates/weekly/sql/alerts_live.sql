-- Runs that call themselves running and should be ended, as of when their source was last looked at.
WITH known AS (
  SELECT l.*, r.url, least(:now, :period_end, l.looked_at) AS as_of
  FROM live_run l
  JOIN runs r ON r.run_key = l.run_key
  WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND coalesce(l.started_at, l.last_sign_at, l.looked_at) < least(:now, :period_end)
), silent AS (
  SELECT *, CASE WHEN last_sign_at IS NOT NULL THEN greatest(0, date_diff('millisecond', last_sign_at, as_of) / 1000.0) END AS silent_s
  FROM known
)
SELECT project, name, url, silent_s, silent_s >= silence_crashed_s AS is_gone, course
FROM silent
WHERE silent_s >= silence_crashed_s OR course_verdict = 'kill'
ORDER BY silent_s DESC NULLS LAST, project, run_key

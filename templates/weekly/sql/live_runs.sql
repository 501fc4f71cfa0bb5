-- Runs that called themselves running, as of the period's end or of when their source was last looked
-- at, whatever came first; the gravest first. Limits, values and what they speak for are the analysis'.
WITH known AS (
  SELECT l.*, least(:now, :period_end, l.looked_at) AS as_of
  FROM live_run l
  JOIN runs r ON r.run_key = l.run_key
  WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND coalesce(l.started_at, l.last_sign_at, l.looked_at) < least(:now, :period_end)
), silent AS (
  SELECT *, CASE WHEN last_sign_at IS NOT NULL THEN greatest(0, date_diff('millisecond', last_sign_at, as_of) / 1000.0) END AS silent_s
  FROM known
), stated AS (
  SELECT *,
    CASE WHEN silent_s IS NULL THEN 'stale' WHEN silent_s >= silence_crashed_s THEN 'crashed'
      WHEN silent_s > silence_limit_s THEN 'stale' ELSE 'alive' END AS state_then
  FROM silent
)
SELECT project, name, run_key, state_then AS state, as_of, silent_s, silence_limit_s, gap_median_s, last_sign, course,
  CASE WHEN state_then = 'crashed' OR course_verdict = 'kill' THEN 'kill'
    WHEN state_then = 'stale' OR course_verdict = 'watch' THEN 'watch' ELSE 'keep' END AS verdict
FROM stated
ORDER BY CASE WHEN state_then = 'crashed' OR course_verdict = 'kill' THEN 0
  WHEN state_then = 'stale' OR course_verdict = 'watch' THEN 1 ELSE 2 END, project, run_key

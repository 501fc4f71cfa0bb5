-- Runs that call themselves running, as of now or of when their source was last looked at, whatever came
-- first; what should be stopped comes first. Limits, values and forecasts are the analysis'.
WITH known AS (
  SELECT l.*, r.created_by, r.group_name, least(:now, l.looked_at) AS as_of
  FROM live_run l
  JOIN runs r ON r.run_key = l.run_key
  WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND coalesce(l.started_at, l.last_sign_at, l.looked_at) < :now
), silent AS (
  SELECT *,
    CASE WHEN last_sign_at IS NOT NULL THEN greatest(0, date_diff('millisecond', last_sign_at, as_of) / 1000.0) END AS silent_s,
    greatest(0, date_diff('millisecond', looked_at, :now) / 1000.0) AS unseen_s
  FROM known
), stated AS (
  SELECT *,
    CASE WHEN silent_s IS NULL THEN 'stale' WHEN silent_s >= silence_crashed_s THEN 'crashed'
      WHEN silent_s > silence_limit_s THEN 'stale' WHEN unseen_s > silence_limit_s THEN 'unseen' ELSE 'alive' END AS state_now
  FROM silent
)
SELECT project, name, run_key, tracker, created_by, group_name, state_now AS state, as_of, started_at, last_sign, last_sign_at,
  silent_s, silence_limit_s, gap_median_s, unseen_s, metric_key, direction, step, value, diverged, percentile, n_history,
  projected_step, projected, projected_low, projected_high, extrapolates, course,
  CASE WHEN started_at IS NOT NULL THEN
    greatest(0, date_diff('second', started_at, CASE state_now WHEN 'crashed' THEN last_sign_at ELSE as_of END)) END AS run_s,
  CASE WHEN state_now = 'crashed' OR course_verdict = 'kill' THEN 'kill'
    WHEN state_now IN ('stale', 'unseen') OR course_verdict = 'watch' THEN 'watch' ELSE 'keep' END AS verdict
FROM stated
ORDER BY CASE WHEN state_now = 'crashed' OR course_verdict = 'kill' THEN 0
  WHEN state_now IN ('stale', 'unseen') OR course_verdict = 'watch' THEN 1 ELSE 2 END, project, run_key

-- Running time so far by project; a run whose process must be gone counts up to its last sign.
WITH known AS (
  SELECT l.project, l.course_verdict, l.started_at, least(:now, l.looked_at) AS as_of, l.last_sign_at, l.silence_crashed_s
  FROM live_run l
  JOIN runs r ON r.run_key = l.run_key
  WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND coalesce(l.started_at, l.last_sign_at, l.looked_at) < :now
), timed AS (
  SELECT *, coalesce(date_diff('second', last_sign_at, as_of) >= silence_crashed_s, false) AS gone
  FROM known
), costs AS (
  SELECT *, greatest(0, date_diff('second', started_at, CASE WHEN gone THEN last_sign_at ELSE as_of END)) AS seconds
  FROM timed
)
SELECT project, count(*) AS runs, count(seconds) AS timed, sum(seconds) AS seconds, max(seconds) AS longest,
  count(*) FILTER (gone) AS gone, sum(seconds) FILTER (gone) AS gone_seconds,
  count(*) FILTER (NOT gone AND course_verdict = 'kill') AS doomed,
  sum(seconds) FILTER (NOT gone AND course_verdict = 'kill') AS doomed_seconds
FROM costs
GROUP BY project
ORDER BY seconds DESC NULLS LAST, project

-- Hours and failures of the month by project, beside the month before.
WITH spans AS (
  SELECT project, started_at >= :period_start AS is_now, status, duration_s, created_by
  FROM runs
  WHERE started_at >= :previous_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
)
SELECT project, count(*) FILTER (is_now) AS runs, count(*) FILTER (NOT is_now) AS runs_before,
  sum(duration_s) FILTER (is_now) AS seconds, sum(duration_s) FILTER (NOT is_now) AS seconds_before,
  count(*) FILTER (is_now AND status IN ('failed', 'crashed')) AS failed,
  count(*) FILTER (is_now AND status IN ('finished', 'failed', 'crashed', 'killed')) AS ended,
  sum(duration_s) FILTER (is_now AND status IN ('failed', 'crashed', 'killed')) AS seconds_lost,
  string_agg(DISTINCT created_by, ', ' ORDER BY created_by) FILTER (is_now) AS people
FROM spans
GROUP BY project
HAVING count(*) FILTER (is_now) > 0
ORDER BY seconds DESC NULLS LAST, project

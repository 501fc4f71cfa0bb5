-- Share of the ended runs that failed or crashed, in this period and in the one before.
SELECT
  project,
  count(*) FILTER (now) AS ended,
  count(*) FILTER (now AND lost) AS failed,
  count(*) FILTER (NOT now) AS ended_before,
  count(*) FILTER (NOT now AND lost) AS failed_before
FROM (
  SELECT project, started_at >= :period_start AS now, status IN ('failed', 'crashed') AS lost
  FROM runs
  WHERE started_at >= :previous_start AND started_at < :period_end
    AND status IN ('finished', 'failed', 'crashed', 'killed')
    AND NOT coalesce(deleted, false) AND same_as IS NULL)
GROUP BY project
HAVING ended > 0
ORDER BY failed / ended DESC, project

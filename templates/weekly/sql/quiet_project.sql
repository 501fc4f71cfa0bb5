-- Projects that had runs in at least three of the four weeks before the period, and none in it.
WITH recent AS (
  SELECT project,
    count(*) FILTER (started_at < :period_start) AS runs_earlier,
    count(DISTINCT CAST(date_trunc('week', timezone(:zone, started_at)) AS DATE))
      FILTER (started_at < :period_start) AS weeks,
    count(*) FILTER (started_at >= :period_start) AS runs_now,
    max(started_at) AS newest
  FROM runs
  WHERE started_at >= :period_start - INTERVAL 28 DAY AND started_at < :period_end
    AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY project
)
SELECT project, runs_earlier, weeks, newest,
  date_diff('day', newest, :period_end) AS days_quiet
FROM recent
WHERE runs_now = 0 AND weeks >= 3
  -- A period that is still going on may yet see a run.
  AND :now >= :period_end
ORDER BY runs_earlier DESC, project

-- What ran in each project in the period, and how many runs there were in the one before.
WITH now_runs AS (
  SELECT project, count(*) AS runs,
    count(*) FILTER (status = 'finished') AS finished,
    count(*) FILTER (status IN ('failed', 'crashed')) AS failed,
    count(*) FILTER (status = 'killed') AS killed,
    count(*) FILTER (status = 'running') AS running,
    sum(duration_s) AS seconds,
    string_agg(DISTINCT created_by, ', ' ORDER BY created_by) AS people
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY project
), before_runs AS (
  SELECT project, count(*) AS runs
  FROM runs
  WHERE started_at >= :previous_start AND started_at < :previous_end AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY project
)
SELECT n.project, n.runs, coalesce(b.runs, 0) AS runs_before, n.finished, n.failed, n.killed,
  n.running, n.seconds, n.people
FROM now_runs n
LEFT JOIN before_runs b ON b.project = n.project
ORDER BY n.runs DESC, n.project

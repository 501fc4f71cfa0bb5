-- Runs that did not finish, by how they ended.
SELECT status, count(*) AS runs, sum(duration_s) AS seconds, median(duration_s) AS median_s,
  max(started_at) AS last_run, max_by(coalesce(name, run_id), started_at) AS last_name,
  (SELECT count(*) FROM runs WHERE status IN ('finished', 'failed', 'crashed', 'killed')
     AND started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL) AS ended
FROM runs
WHERE status IN ('failed', 'crashed', 'killed') AND started_at >= :period_start AND started_at < :period_end
  AND NOT coalesce(deleted, false) AND same_as IS NULL
GROUP BY status
ORDER BY runs DESC, status

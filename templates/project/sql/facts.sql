-- The project in one row.
SELECT count(*) AS runs,
  count(*) FILTER (status IN ('finished', 'unknown')) AS finished,
  count(*) FILTER (status IN ('failed', 'crashed')) AS failed,
  count(*) FILTER (status = 'killed') AS killed,
  count(*) FILTER (status = 'running') AS running,
  sum(duration_s) AS seconds,
  sum(duration_s) FILTER (status IN ('failed', 'crashed', 'killed')) AS seconds_lost,
  min(started_at) AS first_run, max(started_at) AS last_run,
  count(DISTINCT created_by) AS people, count(DISTINCT coalesce(group_name, parent_run_id)) AS sweeps,
  string_agg(DISTINCT tracker, ', ' ORDER BY tracker) AS trackers,
  string_agg(DISTINCT source, ', ' ORDER BY source) AS sources
FROM runs
WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL

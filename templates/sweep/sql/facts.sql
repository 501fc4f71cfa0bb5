-- The sweep in one row.
SELECT any_value(project) AS project, any_value(coalesce(group_name, parent_run_id)) AS sweep, count(*) AS trials,
  count(*) FILTER (status IN ('finished', 'unknown')) AS finished,
  count(*) FILTER (status IN ('failed', 'crashed')) AS failed,
  count(*) FILTER (status = 'killed') AS killed,
  count(*) FILTER (status IN ('running', 'scheduled')) AS open,
  sum(duration_s) AS seconds, min(started_at) AS first_run, max(started_at) AS last_run, max(ended_at) AS last_end,
  string_agg(DISTINCT created_by, ', ' ORDER BY created_by) AS people,
  string_agg(DISTINCT tracker, ', ' ORDER BY tracker) AS trackers
FROM runs
WHERE project || '/' || coalesce(group_name, parent_run_id) = :sweep AND NOT coalesce(deleted, false) AND same_as IS NULL

-- Trials that did not finish.
SELECT status, count(*) AS runs, sum(duration_s) AS seconds, string_agg(coalesce(name, run_id), ', ' ORDER BY place) FILTER (place <= 6) AS names
FROM (
  SELECT *, row_number() OVER (PARTITION BY status ORDER BY started_at DESC, run_key) AS place
  FROM runs
  WHERE project || '/' || coalesce(group_name, parent_run_id) = :sweep AND NOT coalesce(deleted, false) AND same_as IS NULL
    AND status NOT IN ('finished', 'unknown')
)
GROUP BY status
ORDER BY runs DESC, status

-- Searches of the project's metric that had a run in the period: up to three sweeps a project, the
-- largest first, or the whole project where it has none.
WITH active AS (
  SELECT DISTINCT project, coalesce(group_name, parent_run_id) AS sweep
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
), candidates AS (
  SELECT a.project, a.metric_key, a.direction, s.*
  FROM search_summary s
  JOIN analysis a ON a.analysis_id = s.analysis_id AND a.kind = 'search'
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  WHERE s.status = 'ok' AND s.best_value IS NOT NULL
    AND EXISTS (SELECT 1 FROM active c WHERE c.project = a.project AND (s.sweep IS NULL OR c.sweep = s.sweep))
), ranked AS (
  SELECT *,
    row_number() OVER (PARTITION BY project ORDER BY sweep IS NULL, n_trials DESC, sweep) AS place,
    count(sweep) OVER (PARTITION BY project) AS sweeps
  FROM candidates
)
SELECT r.* EXCLUDE (place), coalesce(b.name, r.best_run_key) AS best_name, e.expected AS best_of_ten,
  r.project || '|' || coalesce(r.sweep, '') AS id
FROM ranked r
LEFT JOIN runs b ON b.run_key = r.best_run_key
LEFT JOIN search_expected_best e ON e.analysis_id = r.analysis_id AND e.sweep IS NOT DISTINCT FROM r.sweep AND e.n = 10
WHERE r.place <= 3 AND (r.sweep IS NOT NULL OR r.sweeps = 0)
ORDER BY r.project, r.place

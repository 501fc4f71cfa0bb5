-- Best value so far over the runs of the same searches, in the order in which they began, at each
-- improvement. The first tenth of the runs is left out, as what it tries would squash the rest.
WITH active AS (
  SELECT DISTINCT project, coalesce(group_name, parent_run_id) AS sweep
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
), candidates AS (
  SELECT a.project, a.metric_key, a.direction, s.analysis_id, s.sweep, s.n_trials, s.n_used
  FROM search_summary s
  JOIN analysis a ON a.analysis_id = s.analysis_id AND a.kind = 'search'
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  WHERE s.status = 'ok' AND s.best_value IS NOT NULL AND a.project IN (SELECT project FROM charted)
    AND EXISTS (SELECT 1 FROM active c WHERE c.project = a.project AND (s.sweep IS NULL OR c.sweep = s.sweep))
), ranked AS (
  SELECT *,
    row_number() OVER (PARTITION BY project ORDER BY sweep IS NULL, n_trials DESC, sweep) AS place,
    count(sweep) OVER (PARTITION BY project) AS sweeps
  FROM candidates
), steps AS (
  SELECT r.project, r.place, r.metric_key, r.direction, r.n_used, r.sweep, t.trial, t.best, t.improved,
    row_number() OVER (PARTITION BY r.project, r.place ORDER BY t.trial) AS step
  FROM ranked r
  JOIN search_progress t ON t.analysis_id = r.analysis_id AND t.sweep IS NOT DISTINCT FROM r.sweep
    AND t.trial >= r.n_used / 10.0
  WHERE r.place <= 3 AND (r.sweep IS NOT NULL OR r.sweeps = 0)
)
SELECT project, metric_key, coalesce(sweep, '') AS sweep, trial, best,
  CASE direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better,
  CASE WHEN max(place) OVER (PARTITION BY project) = 1
    THEN 'best after ' || max(trial) FILTER (WHERE improved OR step = 1) OVER (PARTITION BY project) || ' of ' || n_used || ' runs'
    ELSE max(place) OVER (PARTITION BY project) || ' sweeps' END AS message
FROM steps
WHERE improved OR step = 1 OR trial = n_used
ORDER BY project, place, trial

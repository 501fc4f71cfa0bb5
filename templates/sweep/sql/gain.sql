-- After how many trials, and how much running time, parts of the sweep's whole gain were reached.
WITH steps AS (
  SELECT t.trial, t.best, t.gain_share, t.seconds, s.n_used, s.seconds AS all_seconds
  FROM search_summary s
  JOIN analysis a ON a.analysis_id = s.analysis_id AND a.kind = 'search'
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN search_progress t ON t.analysis_id = s.analysis_id AND t.sweep = s.sweep
  WHERE a.project || '/' || s.sweep = :sweep AND s.gain IS NOT NULL AND s.gain <> 0
), levels AS (
  SELECT unnest([0.5, 0.9, 1.0]) AS level
)
SELECT l.level, min(t.trial) AS trial, any_value(t.n_used) AS n_used, min_by(t.best, t.trial) AS best,
  min_by(t.seconds, t.trial) AS seconds, any_value(t.all_seconds) AS all_seconds
FROM levels l
JOIN steps t ON t.gain_share >= l.level - 1e-9
GROUP BY l.level
ORDER BY l.level

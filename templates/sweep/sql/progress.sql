-- The best value so far by the number of the trial, from the end of the first tenth, as what that tries would squash the rest.
SELECT t.trial, t.best, a.metric_key, '' AS none,
  CASE a.direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better
FROM search_summary s
JOIN analysis a ON a.analysis_id = s.analysis_id AND a.kind = 'search'
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
JOIN search_progress t ON t.analysis_id = s.analysis_id AND t.sweep = s.sweep
WHERE a.project || '/' || s.sweep = :sweep AND t.trial >= s.n_used / 10.0
ORDER BY t.trial

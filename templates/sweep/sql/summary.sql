-- What the search analysis says of the sweep, for its project's metric.
SELECT a.project, a.metric_key, a.direction, s.* EXCLUDE (analysis_id), coalesce(b.name, s.best_run_key) AS best_name,
  e.expected AS best_of_ten
FROM search_summary s
JOIN analysis a ON a.analysis_id = s.analysis_id AND a.kind = 'search'
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
LEFT JOIN runs b ON b.run_key = s.best_run_key
LEFT JOIN search_expected_best e ON e.analysis_id = s.analysis_id AND e.sweep IS NOT DISTINCT FROM s.sweep AND e.n = 10
WHERE a.project || '/' || s.sweep = :sweep

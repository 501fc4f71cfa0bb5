-- What is known of the code and the command of the best trial.
SELECT e.kind, e.key, e.value
FROM search_summary s
JOIN analysis a ON a.analysis_id = s.analysis_id AND a.kind = 'search'
JOIN metric_role o ON o.project = a.project AND o.metric_key = a.metric_key AND o.is_primary
JOIN environment e ON e.run_key = s.best_run_key AND e.kind IN ('git', 'command', 'python')
WHERE a.project || '/' || s.sweep = :sweep
ORDER BY list_position(['git', 'command', 'python'], e.kind), e.key
LIMIT 20

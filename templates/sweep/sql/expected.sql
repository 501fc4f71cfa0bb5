-- The expected best of n trials drawn from those of the sweep.
SELECT e.n, e.expected, least(e.q10, e.q90) AS low, greatest(e.q10, e.q90) AS high, e.seconds, 'in eight of ten draws' AS series,
  a.metric_key, a.direction, s.n_used, s.best_value,
  CASE a.direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better
FROM search_expected_best e
JOIN analysis a ON a.analysis_id = e.analysis_id AND a.kind = 'search'
JOIN metric_role o ON o.project = a.project AND o.metric_key = a.metric_key AND o.is_primary
JOIN search_summary s ON s.analysis_id = e.analysis_id AND s.sweep = e.sweep
WHERE a.project || '/' || e.sweep = :sweep
ORDER BY e.n

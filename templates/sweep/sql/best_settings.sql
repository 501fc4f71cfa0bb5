-- The settings of the best trial, beside what all trials and the best tenth of them have.
SELECT v.key AS param_key, v.value, p.value_type, p.low, p.high, p.whole, p.top, p.top_choice, p.n_distinct, p.top_p_adj, p.top_effect
FROM search_summary s
JOIN analysis a ON a.analysis_id = s.analysis_id AND a.kind = 'search'
JOIN metric_role o ON o.project = a.project AND o.metric_key = a.metric_key AND o.is_primary
JOIN params v ON v.run_key = s.best_run_key
LEFT JOIN search_param p ON p.analysis_id = s.analysis_id AND p.sweep = s.sweep AND p.param_key = v.key
WHERE a.project || '/' || s.sweep = :sweep
ORDER BY p.param_key IS NULL, p.top_p_adj NULLS LAST, v.key
LIMIT 60

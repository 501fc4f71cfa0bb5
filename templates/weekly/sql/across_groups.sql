-- Configurations that were tried on the same tasks, the best first.
SELECT g.group_key, g.group_param, g.n_runs, g.n_projects, g.n_tasks, g.iqm, g.iqm_low, g.iqm_high,
  g.optimality_gap, g.mean_rank, t.p AS friedman_p, a.status, a.status_reason
FROM compare_group g
JOIN analysis a ON a.analysis_id = g.analysis_id
LEFT JOIN compare_test t ON t.analysis_id = g.analysis_id AND t.test = 'iman_davenport'
ORDER BY g.mean_rank, g.group_key

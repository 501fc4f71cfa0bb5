-- Params that were varied and whose effect cannot be told from noise, in analyses that are worth it.
SELECT a.project, a.metric_key, a.n_runs_used, count(*) AS params,
  string_agg(h.param_key, ', ' ORDER BY h.param_key) AS keys
FROM analysis a
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
JOIN hp_param h ON h.analysis_id = a.analysis_id
WHERE a.kind = 'sensitivity' AND a.grade IN ('fair', 'firm') AND h.status = 'noise' AND h.n_distinct >= 3
GROUP BY a.project, a.metric_key, a.n_runs_used
ORDER BY params DESC, a.project

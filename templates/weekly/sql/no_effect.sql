-- Params that were varied and are more likely noise than not, in analyses that are worth it. The
-- first six are named, the most certain first.
WITH idle AS (
  SELECT a.project, a.metric_key, a.n_runs_used, h.param_key,
    row_number() OVER (PARTITION BY a.analysis_id ORDER BY i.p_noise DESC, h.param_key) AS place
  FROM analysis a
  JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
  JOIN hp_param h ON h.analysis_id = a.analysis_id
  JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.param_key = h.param_key
    AND i.method = 'anova_first' AND i.subset = 'all'
  WHERE a.kind = 'sensitivity' AND a.grade IN ('fair', 'firm') AND h.status = 'noise'
    AND h.n_distinct >= 3 AND i.p_noise >= 0.5
)
SELECT project, metric_key, n_runs_used, count(*) AS params,
  string_agg(param_key, ', ' ORDER BY place) FILTER (WHERE place <= 6) AS keys,
  count(*) FILTER (WHERE place > 6) AS more
FROM idle
GROUP BY project, metric_key, n_runs_used
ORDER BY params DESC, project

-- How much each setting matters over all runs of the sweep's project; the ten that matter most.
SELECT a.project, a.metric_key, i.param_key, 100 * i.importance AS percent, 100 * i.ci_low AS percent_low, 100 * i.ci_high AS percent_high,
  CASE h.status WHEN 'distinguishable' THEN 'clear' ELSE 'unclear' END AS weight, a.n_runs_used, a.grade
FROM analysis a
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
JOIN hp_importance i ON i.analysis_id = a.analysis_id AND i.method = 'anova_first' AND i.subset = 'all'
LEFT JOIN hp_param h ON h.analysis_id = a.analysis_id AND h.param_key = i.param_key
WHERE a.kind = 'sensitivity' AND a.status NOT IN ('failed', 'insufficient') AND isfinite(i.importance)
  AND a.project IN (SELECT project FROM runs WHERE project || '/' || coalesce(group_name, parent_run_id) = :sweep)
ORDER BY i.importance DESC, i.param_key
LIMIT 10

-- How good the model behind each project's shares is, and what it says when it can say nothing.
SELECT a.project, a.metric_key, a.direction, a.status, a.status_reason, a.grade, a.n_runs_in,
  a.n_runs_used, s.r2_cv, s.r2_ceiling, s.sum_first_order, s.sum_pairs, s.measure
FROM analysis a
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
LEFT JOIN hp_surrogate s ON s.analysis_id = a.analysis_id AND s.chosen
WHERE a.kind = 'sensitivity'
ORDER BY a.project

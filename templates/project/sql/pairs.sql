-- Pairs of settings that do more together than each alone, the strongest first.
SELECT x.param_a, x.param_b, x.importance, x.ci_low, x.ci_high, x.n, x.p_noise
FROM analysis a
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
JOIN hp_interaction x ON x.analysis_id = a.analysis_id
WHERE a.kind = 'sensitivity' AND isfinite(x.importance)
ORDER BY x.importance DESC, x.param_a, x.param_b
LIMIT 6

-- Settings whose share depends much on whether all values of the space count equally or as often as used.
SELECT h.param_key, h.share_uniform, h.share_empirical, count(*) OVER () AS n_all
FROM analysis a
JOIN metric_role p ON p.project = a.project AND p.metric_key = a.metric_key AND p.is_primary
JOIN hp_param h ON h.analysis_id = a.analysis_id
WHERE a.kind = 'sensitivity' AND a.status NOT IN ('failed', 'insufficient') AND h.status = 'distinguishable'
  AND abs(h.share_uniform - h.share_empirical) >= 0.1
ORDER BY abs(h.share_uniform - h.share_empirical) DESC, h.param_key
LIMIT 5

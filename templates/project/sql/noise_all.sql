-- The noise between runs that differ in nothing but their seed, by metric.
SELECT n.metric_key, n.value_kind, n.subset, n.sd, n.sd_low, n.sd_high, n.least_difference, n.degrees, n.n_configurations, n.n_runs,
  n.n_duplicates, coalesce(p.is_primary, false) AS is_primary
FROM metric_noise n
LEFT JOIN metric_role p ON p.project = n.project AND p.metric_key = n.metric_key
WHERE n.sd IS NOT NULL AND n.value_kind = 'best'
ORDER BY is_primary DESC, n.metric_key, n.subset

-- The noise between seeds of the primary metric: among the better half, if it was repeated.
SELECT n.sd, n.least_difference, n.n_configurations, n.degrees, n.subset
FROM metric_noise n
JOIN metric_role p ON p.project = n.project AND p.metric_key = n.metric_key AND p.is_primary
WHERE n.value_kind = 'best' AND n.sd IS NOT NULL AND n.degrees >= 3
ORDER BY n.subset = 'better_half' DESC
LIMIT 1

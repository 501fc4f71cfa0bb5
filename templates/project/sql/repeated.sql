-- The configurations that were run with several seeds, by the primary metric, the best first.
SELECT c.metric_key, o.direction, coalesce(c.settings, 'the only one') AS settings, c.n, c.mean, c.mean_low, c.mean_high, c.sd,
  c.least, c.greatest, count(*) OVER () AS n_all,
  row_number() OVER (ORDER BY CASE WHEN o.direction = 'max' THEN -c.mean ELSE c.mean END, c.configuration) AS place
FROM repeated_configuration c
JOIN metric_role o ON o.project = c.project AND o.metric_key = c.metric_key AND o.is_primary
ORDER BY place
LIMIT 12

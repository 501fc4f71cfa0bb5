-- What each metric came to, and at which step.
SELECT s.key, s.points,
  -- MLflow's SQL stores keep infinity as the largest double.
  CASE WHEN abs(s.first) >= 1.7e308 THEN sign(s.first) * CAST('Infinity' AS DOUBLE) ELSE s.first END AS first,
  CASE WHEN abs(s.last) >= 1.7e308 THEN sign(s.last) * CAST('Infinity' AS DOUBLE) ELSE s.last END AS last,
  CASE WHEN abs(s.min) >= 1.7e308 THEN sign(s.min) * CAST('Infinity' AS DOUBLE) ELSE s.min END AS min,
  CASE WHEN abs(s.max) >= 1.7e308 THEN sign(s.max) * CAST('Infinity' AS DOUBLE) ELSE s.max END AS max,
  s.min_step, s.max_step, s.first_step, s.last_step, s.non_finite, s.reported,
  coalesce(p.direction, 'unknown') AS direction, coalesce(p.is_primary, false) AS is_primary, d.sd, count(*) OVER () AS n
FROM metric_summaries s
JOIN runs r ON r.run_key = s.run_key
LEFT JOIN metric_role p ON p.project = r.project AND p.metric_key = s.key
LEFT JOIN (
  SELECT project, metric_key, sd
  FROM metric_noise
  WHERE value_kind = 'best' AND sd IS NOT NULL AND degrees >= 3
  QUALIFY row_number() OVER (PARTITION BY project, metric_key ORDER BY subset = 'better_half' DESC) = 1
) d ON d.project = r.project AND d.metric_key = s.key
WHERE s.run_key = :run AND NOT coalesce(s.system, false)
ORDER BY coalesce(p.is_primary, false) DESC, coalesce(p.direction, 'unknown') = 'unknown', s.key
LIMIT 200

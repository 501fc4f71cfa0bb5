-- Curves of the primary metric over the seeds of a configuration: the mean with its interval, and the
-- mean of the best of them beside it. Two seeds say too little to draw.
WITH ranked AS (
  SELECT c.project, c.metric_key, c.configuration, c.n, o.direction,
    row_number() OVER (ORDER BY CASE WHEN o.direction = 'max' THEN -c.mean ELSE c.mean END, c.configuration) AS place
  FROM repeated_configuration c
  JOIN metric_role o ON o.project = c.project AND o.metric_key = c.metric_key AND o.is_primary
), drawable AS (
  SELECT *, row_number() OVER (ORDER BY place) AS number
  FROM ranked r
  WHERE EXISTS (SELECT 1 FROM seed_band b WHERE b.project = r.project AND b.metric_key = r.metric_key
    AND b.configuration = r.configuration AND b.n >= 3)
), shown AS (
  SELECT * FROM drawable WHERE number <= 6
), bands AS (
  SELECT s.place, s.number, s.n AS n_runs, s.metric_key, s.direction, b.x_axis, b.x, b.mean, b.mean_low, b.mean_high
  FROM shown s
  JOIN seed_band b ON b.project = s.project AND b.metric_key = s.metric_key AND b.configuration = s.configuration
  WHERE b.n >= 3
), parts AS (
  SELECT place, n_runs, metric_key, direction, x_axis, 1 AS part, '95% of the mean' AS series, x, mean AS y,
    mean_low AS low, mean_high AS high
  FROM bands
  UNION ALL
  SELECT s.place, s.n, s.metric_key, s.direction, b.x_axis, 2, 'configuration ' || b.place, b.x, b.mean,
    CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE)
  FROM shown s
  JOIN bands b ON b.number = 1 AND s.number > 1
)
SELECT 'Configuration ' || place AS title, series, x, y, low, high, n_runs, metric_key,
  x_axis, CASE direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better,
  (SELECT count(*) FROM drawable) AS n_all
FROM parts
ORDER BY place, part, x

-- Each running run's curve over the median and 10 to 90 % band of all runs of its project, and its forecast;
-- the twelve that began last.
WITH shown AS (
  SELECT l.*, row_number() OVER (ORDER BY l.started_at DESC NULLS LAST, l.run_key) AS place
  FROM live_run l
  JOIN runs r ON r.run_key = l.run_key
  WHERE r.status = 'running' AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND coalesce(l.started_at, l.last_sign_at, l.looked_at) < :now
    AND l.metric_key IS NOT NULL AND l.value IS NOT NULL
  QUALIFY place <= 12
), band AS (
  -- Where few runs reach, the band would tell of those few.
  SELECT s.run_key, b.x, b.median, b.q10, b.q90
  FROM shown s
  JOIN curve_band b ON b.project = s.project AND b.metric_key = s.metric_key AND b.group_key = 'all' AND b.x_axis = 'step'
  QUALIFY b.n >= 0.25 * max(b.n) OVER (PARTITION BY s.run_key)
), scales AS (
  SELECT run_key, CASE WHEN min(q10) > 0 AND max(q90) >= 100 * min(q10) THEN 'log' ELSE 'linear' END AS y_scale
  FROM band
  GROUP BY run_key
), parts AS (
  SELECT run_key, 0 AS part, '10–90% of all runs' AS series, x AS step, median AS value, q10 AS low, q90 AS high
  FROM band
  UNION ALL
  SELECT s.run_key, 1, 'this run', CAST(m.step AS DOUBLE), max_by(m.value, m.seq), NULL, NULL
  FROM shown s
  JOIN metrics m ON m.run_key = s.run_key AND m.key = s.metric_key
  WHERE isfinite(m.value)
  GROUP BY s.run_key, m.step
  UNION ALL
  SELECT run_key, 2, 'forecast', unnest([step, projected_step]), unnest([value, projected]), NULL, NULL
  FROM shown
  WHERE projected IS NOT NULL AND projected_step > step
  UNION ALL
  -- Upright at the step of the forecast.
  SELECT run_key, 3, '90% interval', projected_step, unnest([projected_low, projected_high]), NULL, NULL
  FROM shown
  WHERE projected IS NOT NULL AND projected_step > step AND projected_low IS NOT NULL
)
SELECT s.project, s.name, s.run_key, s.metric_key, p.series, p.step, p.value, p.low, p.high, coalesce(c.y_scale, 'linear') AS y_scale,
  CASE s.direction WHEN 'max' THEN 'higher is better' WHEN 'min' THEN 'lower is better' ELSE 'direction unknown' END AS better,
  CASE WHEN s.projected IS NULL OR s.projected_step <= s.step THEN 'No forecast. ' || coalesce(s.course, 'too little is known.')
    WHEN NOT s.extrapolates THEN 'No curve forecast did better than the last value in back-test; the line leads to where such runs usually end.' ELSE '' END AS note
FROM parts p
JOIN shown s ON s.run_key = p.run_key
LEFT JOIN scales c ON c.run_key = p.run_key
ORDER BY s.place, p.part, p.step, p.value

-- The curves of each configuration over its seeds, and the run's own beside them: at most 6 configurations
-- of three seeds or more.
WITH asked AS (
  SELECT unnest(keys) AS run_key, generate_subscripts(keys, 1) AS place
  FROM (SELECT from_json(:runs, '["VARCHAR"]') AS keys)
), known AS (
  SELECT a.place, r.run_key, r.project,
    coalesce(nullif(r.name, ''), r.run_id)
      || CASE WHEN count(*) OVER (PARTITION BY coalesce(nullif(r.name, ''), r.run_id)) > 1 THEN ' #' || a.place ELSE '' END AS called
  FROM asked a
  JOIN runs r ON r.run_key = a.run_key
), repeated AS (
  SELECT k.place, k.called, k.run_key, x.project, x.metric_key, x.configuration, c.settings, c.n, o.direction,
    min(k.place) OVER (PARTITION BY x.project, x.configuration) AS first_place
  FROM known k
  JOIN metric_role o ON o.project = k.project AND o.is_primary
  JOIN repeated_run x ON x.project = k.project AND x.metric_key = o.metric_key AND x.run_key = k.run_key
  JOIN repeated_configuration c ON c.project = x.project AND c.metric_key = x.metric_key AND c.configuration = x.configuration
  WHERE EXISTS (SELECT 1 FROM seed_band b WHERE b.project = x.project AND b.metric_key = x.metric_key
    AND b.configuration = x.configuration AND b.n >= 3)
), titled AS (
  SELECT *, dense_rank() OVER (ORDER BY first_place) AS number FROM repeated
), shown AS (
  SELECT *, number || '. ' || string_agg(called, ', ') OVER (PARTITION BY number ORDER BY place
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS title
  FROM titled
  WHERE number <= 6
), own AS (
  SELECT s.number, s.title, s.place, s.called, s.metric_key, s.direction, s.n, CAST(m.step AS DOUBLE) AS x, max_by(m.value, m.seq) AS y
  FROM shown s
  JOIN metrics m ON m.run_key = s.run_key AND m.key = s.metric_key
  WHERE m.step IS NOT NULL
  GROUP BY s.number, s.title, s.place, s.called, s.metric_key, s.direction, s.n, m.step
), parts AS (
  SELECT DISTINCT s.number, s.title, s.metric_key, s.direction, s.n, b.x_axis, 0 AS part, '95% of the mean' AS series, b.x, b.mean AS y,
    b.mean_low AS low, b.mean_high AS high
  FROM shown s
  JOIN seed_band b ON b.project = s.project AND b.metric_key = s.metric_key AND b.configuration = s.configuration
  WHERE b.n >= 3
  UNION ALL
  SELECT w.number, w.title, w.metric_key, w.direction, w.n, 'step', w.place, w.called, w.x, w.y, CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE)
  FROM own w
  WHERE isfinite(w.y) AND EXISTS (SELECT 1 FROM shown s JOIN seed_band b ON b.project = s.project
    AND b.metric_key = s.metric_key AND b.configuration = s.configuration WHERE s.number = w.number AND b.x_axis = 'step')
)
SELECT title, series, x, y, low, high, n AS n_runs, metric_key, x_axis,
  CASE direction WHEN 'max' THEN 'higher is better' ELSE 'lower is better' END AS better,
  (SELECT max(number) FROM titled) AS n_all
FROM parts
ORDER BY number, part, x

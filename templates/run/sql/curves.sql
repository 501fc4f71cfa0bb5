-- The run's curves, each with the band of its project and the best other run. Validation and training
-- metrics that belong together share a chart. Of long curves each stretch keeps its extremes.
WITH me AS (
  SELECT run_key, project FROM runs WHERE run_key = :run
), keys AS (
  SELECT s.key, s.points, s.non_finite, me.project, coalesce(p.is_primary, false) AS is_primary,
    coalesce(p.direction, 'unknown') AS direction, p.train_key
  FROM me
  JOIN metric_summaries s ON s.run_key = me.run_key
  LEFT JOIN metric_role p ON p.project = me.project AND p.metric_key = s.key
  WHERE s.points > 1 AND NOT coalesce(s.system, false) AND s.last_step > s.first_step
    -- Counters say how far a run is, not how well it does.
    AND NOT regexp_matches(lower(s.key), '(^|[/._-])(epochs?|global_step|steps?|iters?|iterations?|timestamp|timesteps_total|training_iteration)$')
), heads AS (
  SELECT *, row_number() OVER (ORDER BY is_primary DESC, direction = 'unknown', points DESC, key) AS place,
    count(*) OVER () AS n_charts
  FROM keys
  WHERE key NOT IN (SELECT train_key FROM keys WHERE train_key IS NOT NULL AND train_key <> key)
  QUALIFY place <= 24
), best AS (
  SELECT r.run_key, coalesce(nullif(r.name, ''), r.run_id) AS name
  FROM me
  JOIN metric_role p ON p.project = me.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN runs r ON r.project = me.project AND r.run_key <> me.run_key
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
  ORDER BY CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END, r.started_at, r.run_key
  LIMIT 1
), wanted AS (
  SELECT place, key AS facet, key, 1 AS part, 'this run' AS series, :run AS run_key FROM heads
  UNION ALL
  SELECT h.place, h.key, h.key, 2, 'best other', b.run_key FROM heads h, best b
  UNION ALL
  SELECT h.place, h.key, k.key, 3, 'train', :run FROM heads h JOIN keys k ON k.key = h.train_key AND k.key <> h.key
), stepped AS (
  SELECT w.place, w.facet, w.part, w.series, CAST(m.step AS DOUBLE) AS x, max_by(m.value, m.seq) AS y
  FROM wanted w
  JOIN metrics m ON m.run_key = w.run_key AND m.key = w.key
  WHERE m.step IS NOT NULL
  GROUP BY w.place, w.facet, w.part, w.series, m.step
), numbered AS (
  SELECT *, CASE WHEN isfinite(y) AND abs(y) < 1e100 THEN y END AS finite,
    row_number() OVER (PARTITION BY place, part ORDER BY x) AS number, count(*) OVER (PARTITION BY place, part) AS n
  FROM stepped
), kept AS (
  SELECT place, facet, part, series, x, finite AS y, n
  FROM numbered
  QUALIFY n <= 300 OR number IN (1, n)
    OR number = arg_min(number, finite) OVER (PARTITION BY place, part, (number - 1) * 120 // n)
    OR number = arg_max(number, finite) OVER (PARTITION BY place, part, (number - 1) * 120 // n)
    OR (finite IS NULL AND number = min(number) FILTER (finite IS NULL) OVER (PARTITION BY place, part, (number - 1) * 120 // n))
), band AS (
  -- Where few runs reach, the band would tell of those few.
  SELECT h.place, h.key AS facet, b.x, b.median, b.q10, b.q90
  FROM heads h
  JOIN curve_band b ON b.project = h.project AND b.metric_key = h.key AND b.group_key = 'all' AND b.x_axis = 'step'
  QUALIFY b.n >= 3 AND b.n >= 0.25 * max(b.n) OVER (PARTITION BY h.place)
), scales AS (
  SELECT place, CASE WHEN min(y) > 0 AND max(y) >= 100 * min(y) THEN 'log' ELSE 'linear' END AS y_scale
  FROM (SELECT place, y FROM kept UNION ALL SELECT place, q10 FROM band UNION ALL SELECT place, q90 FROM band)
  WHERE y IS NOT NULL
  GROUP BY place
), lost AS (
  SELECT place, count(*) FILTER (finite IS NULL) AS n_lost, count(*) AS n_points, min(x) FILTER (finite IS NULL) AS first_lost
  FROM numbered
  WHERE part = 1
  GROUP BY place
), parts AS (
  SELECT place, facet, 0 AS part, '10–90%' AS series, x, median AS y, q10 AS low, q90 AS high FROM band
  UNION ALL
  SELECT place, facet, part, series, x, y, CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE) FROM kept
)
SELECT p.facet, p.series, p.x, p.y, p.low, p.high, s.y_scale, h.n_charts,
  CASE h.direction WHEN 'max' THEN 'higher is better' WHEN 'min' THEN 'lower is better' ELSE '' END AS better,
  concat_ws(' ',
    CASE WHEN l.n_lost > 0 THEN 'Not finite at ' || l.n_lost || ' of ' || l.n_points || ' steps, first at step '
      || CAST(l.first_lost AS BIGINT) || '; the line breaks there.' END,
    CASE WHEN p.place = 1 THEN 'Best other run: ' || b.name || '.' END) AS note
FROM parts p
JOIN heads h ON h.place = p.place
LEFT JOIN scales s ON s.place = p.place
LEFT JOIN lost l ON l.place = p.place
LEFT JOIN best b ON true
ORDER BY p.place, p.part, p.x

-- Each common metric of the runs, its difference to the run that all are compared with, and who wins.
WITH asked AS (
  SELECT unnest(keys) AS run_key, generate_subscripts(keys, 1) AS place
  FROM (SELECT from_json(:runs, '["VARCHAR"]') AS keys)
), chosen AS (
  SELECT a.place, r.run_key, r.project, coalesce(nullif(r.name, ''), r.run_id) AS called
  FROM asked a
  JOIN runs r ON r.run_key = a.run_key
), roles AS (
  -- A metric has one direction here, or none if the projects disagree.
  SELECT m.metric_key, CASE WHEN count(DISTINCT m.direction) = 1 THEN any_value(m.direction) ELSE 'unknown' END AS direction,
    sum(CASE WHEN m.is_primary THEN 1 ELSE 0 END) AS n_primary
  FROM metric_role m
  WHERE m.project IN (SELECT project FROM chosen)
  GROUP BY m.metric_key
), noise AS (
  -- Of several projects, the largest.
  SELECT metric_key, sd, least_difference
  FROM metric_noise
  WHERE value_kind = 'best' AND sd IS NOT NULL AND degrees >= 3 AND project IN (SELECT project FROM chosen)
  QUALIFY row_number() OVER (PARTITION BY metric_key ORDER BY subset = 'better_half' DESC, sd DESC, project) = 1
), valued AS (
  SELECT c.place, c.run_key, c.called, s.key, coalesce(o.direction, 'unknown') AS direction, coalesce(o.n_primary, 0) AS n_primary,
    -- MLflow's SQL stores keep infinity as the largest double.
    CASE WHEN abs(CASE coalesce(o.direction, 'unknown') WHEN 'max' THEN s.max WHEN 'min' THEN s.min ELSE s.last END) < 1.7e308
      THEN CASE coalesce(o.direction, 'unknown') WHEN 'max' THEN s.max WHEN 'min' THEN s.min ELSE s.last END END AS value,
    s.points, coalesce(s.non_finite, 0) AS non_finite, count(*) OVER (PARTITION BY s.key) AS n_have, (SELECT count(*) FROM chosen) AS n_runs
  FROM chosen c
  JOIN metric_summaries s ON s.run_key = c.run_key AND NOT coalesce(s.system, false)
  LEFT JOIN roles o ON o.metric_key = s.key
), keys AS (
  SELECT key, direction, n_have, n_runs, n_primary, row_number() OVER (
      ORDER BY n_have DESC, n_primary DESC, direction = 'unknown', key) AS number,
    count(*) OVER () AS n_keys, count(*) FILTER (n_have = n_runs) OVER () AS n_common
  FROM (SELECT DISTINCT key, direction, n_have, n_runs, n_primary FROM valued WHERE n_have > 1 OR n_runs = 1)
  QUALIFY number <= 40
), main AS (
  SELECT key, direction FROM keys WHERE n_primary > 0 AND direction <> 'unknown' ORDER BY number LIMIT 1
), base AS (
  -- The best by the main metric, if that was asked for and there is one; otherwise the first.
  SELECT coalesce(
    (SELECT v.place FROM valued v JOIN main m ON m.key = v.key
      WHERE :base = 'best' AND v.value IS NOT NULL
      ORDER BY CASE m.direction WHEN 'max' THEN -v.value ELSE v.value END, v.place LIMIT 1), 1) AS place
), grid AS (
  SELECT k.*, c.place, c.called, v.value, v.points, v.non_finite, n.sd, n.least_difference, b.place AS base_place,
    k.key = (SELECT key FROM main) AS is_main,
    CASE k.direction WHEN 'max' THEN v.value WHEN 'min' THEN -v.value END AS goodness
  FROM keys k
  CROSS JOIN chosen c
  CROSS JOIN base b
  LEFT JOIN valued v ON v.key = k.key AND v.place = c.place
  LEFT JOIN noise n ON n.metric_key = k.key
)
SELECT key, direction, n_have, n_runs, n_keys, n_common, coalesce(is_main, false) AS is_main, place, base_place,
  called || CASE WHEN count(*) OVER (PARTITION BY key, called) > 1 THEN ' #' || place ELSE '' END AS label,
  value, points, non_finite, sd, least_difference,
  first_value(value) OVER (PARTITION BY key ORDER BY place = base_place DESC, place) AS base_value,
  coalesce(goodness = max(goodness) OVER (PARTITION BY key), false) AS wins,
  number
FROM grid
ORDER BY number, place

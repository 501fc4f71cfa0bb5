-- The machine while the run went on: devices of one kind in one chart. Of long curves each stretch keeps its extremes.
WITH points AS (
  SELECT regexp_replace(key, '([./])[0-9]+([./]|$)', '\1*\2', 'g') AS facet, key,
    time, step, seq, CASE WHEN isfinite(value) AND abs(value) < 1e100 THEN value END AS y
  FROM system_metrics
  WHERE run_key = :run
), spans AS (
  SELECT min(time) AS begun, date_diff('second', min(time), max(time)) AS seconds FROM points
), placed AS (
  SELECT p.*, CASE WHEN s.seconds > 0 THEN date_diff('millisecond', s.begun, p.time) / 60000.0 ELSE CAST(p.step AS DOUBLE) END AS x,
    CASE WHEN s.seconds > 0 THEN 'minutes since the first value' ELSE 'step' END AS x_label
  FROM points p, spans s
), facets AS (
  SELECT facet, row_number() OVER (ORDER BY facet NOT LIKE '%gpu%', facet NOT LIKE '%mem%', facet) AS place, count(*) OVER () AS n_charts
  FROM (SELECT facet FROM placed WHERE y IS NOT NULL AND x IS NOT NULL GROUP BY facet HAVING count(DISTINCT x) > 1)
  QUALIFY place <= 12
), series AS (
  SELECT f.place, f.facet, f.n_charts, p.key, row_number() OVER (PARTITION BY f.place ORDER BY p.key) AS line, count(*) OVER (PARTITION BY f.place) AS n_lines
  FROM facets f
  JOIN (SELECT DISTINCT facet, key FROM placed) p ON p.facet = f.facet
  QUALIFY line <= 16
), numbered AS (
  SELECT s.place, s.facet, s.n_charts, s.line, s.n_lines, p.key, p.x, p.y, p.x_label,
    row_number() OVER (PARTITION BY p.key ORDER BY p.x, p.seq) AS number, count(*) OVER (PARTITION BY p.key) AS n
  FROM series s
  JOIN placed p ON p.key = s.key
  WHERE p.x IS NOT NULL
)
SELECT facet, CASE WHEN n_lines = 1 THEN '' ELSE key END AS series, x, y, x_label, n_charts,
  CASE WHEN n_lines > 16 THEN 'The first 16 of ' || n_lines || ' devices.' ELSE '' END AS note
FROM numbered
QUALIFY n <= 200 OR number IN (1, n)
  OR number = arg_min(number, y) OVER (PARTITION BY key, (number - 1) * 80 // n)
  OR number = arg_max(number, y) OVER (PARTITION BY key, (number - 1) * 80 // n)
ORDER BY place, line, x

-- Params in which the runs differ, a row for each run; how many are the same in all.
WITH asked AS (
  SELECT unnest(keys) AS run_key, generate_subscripts(keys, 1) AS place
  FROM (SELECT from_json(:runs, '["VARCHAR"]') AS keys)
), chosen AS (
  SELECT a.place, r.run_key, coalesce(nullif(r.name, ''), r.run_id) AS called
  FROM asked a
  JOIN runs r ON r.run_key = a.run_key
), own AS (
  -- 1e-3 and 0.001 are one value.
  SELECT c.place, p.key, max(p.value) AS value, coalesce(CAST(max(p.number) AS VARCHAR), max(p.value), 'null') AS same
  FROM chosen c
  JOIN params p ON p.run_key = c.run_key
  GROUP BY c.place, p.key
), keys AS (
  SELECT key, count(*) AS n_have, count(DISTINCT same) AS n_values, any_value(value) AS any_text
  FROM own
  GROUP BY key
), told AS (
  SELECT *, n_values > 1 OR n_have < (SELECT count(*) FROM chosen) AS differs FROM keys
), listed AS (
  SELECT *, row_number() OVER (ORDER BY n_have DESC, n_values, key) AS number, count(*) OVER () AS n_differ
  FROM told
  WHERE differs
  QUALIFY number <= 100
)
SELECT l.key, c.place, c.called || CASE WHEN count(*) OVER (PARTITION BY l.key, c.called) > 1 THEN ' #' || c.place ELSE '' END AS label,
  CASE WHEN length(o.value) > 120 THEN left(o.value, 120) || '…' ELSE o.value END AS value, o.key IS NOT NULL AS is_set,
  o.same IS DISTINCT FROM first_value(o.same) OVER (PARTITION BY l.key ORDER BY c.place) AS unlike_first,
  l.n_values, l.n_differ, l.number
FROM listed l
CROSS JOIN chosen c
LEFT JOIN own o ON o.key = l.key AND o.place = c.place
ORDER BY l.number, c.place

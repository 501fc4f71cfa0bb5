-- Code, environment, packages and data in which the runs differ, a row for each run. What is another in every
-- run by its nature (process ids, temperatures) says nothing and is left out.
WITH asked AS (
  SELECT unnest(keys) AS run_key, generate_subscripts(keys, 1) AS place
  FROM (SELECT from_json(:runs, '["VARCHAR"]') AS keys)
), chosen AS (
  SELECT a.place, r.run_key, coalesce(nullif(r.name, ''), r.run_id) AS called
  FROM asked a
  JOIN runs r ON r.run_key = a.run_key
), facts AS (
  SELECT c.place, e.kind, e.key, string_agg(DISTINCT e.value, ', ' ORDER BY e.value) AS value
  FROM chosen c
  JOIN environment e ON e.run_key = c.run_key
  -- Commits have a table of their own.
  WHERE e.value <> '' AND NOT (e.kind = 'git' AND e.key IN ('commit', 'revision', 'sha')) AND NOT (e.kind = 'host' AND e.key = 'pid') AND NOT regexp_matches(e.key, '(current|used|available|free)$')
  GROUP BY c.place, e.kind, e.key
  UNION ALL
  SELECT c.place, 'data', coalesce(d.name, 'data set') || coalesce(' (' || nullif(d.context, '') || ')', ''),
    string_agg(DISTINCT coalesce(d.digest, d.source_uri, 'used'), ', ' ORDER BY coalesce(d.digest, d.source_uri, 'used'))
  FROM chosen c
  JOIN datasets d ON d.run_key = c.run_key
  GROUP BY c.place, coalesce(d.name, 'data set') || coalesce(' (' || nullif(d.context, '') || ')', '')
  UNION ALL
  SELECT place, 'tracker', 'tracker', tracker FROM chosen JOIN runs USING (run_key)
  UNION ALL
  SELECT place, 'person', 'started by', created_by FROM chosen JOIN runs USING (run_key) WHERE created_by <> ''
), keys AS (
  SELECT kind, key, count(*) AS n_have, count(DISTINCT value) AS n_values
  FROM facts
  GROUP BY kind, key
), told AS (
  SELECT *, n_values > 1 OR n_have < (SELECT count(*) FROM chosen) AS differs FROM keys
), listed AS (
  SELECT *, row_number() OVER (
      ORDER BY CASE kind WHEN 'git' THEN 1 WHEN 'data' THEN 2 WHEN 'package' THEN 3 WHEN 'python' THEN 4 WHEN 'command' THEN 5
        WHEN 'hardware' THEN 6 ELSE 7 END, kind, key) AS number,
    count(*) OVER () AS n_differ, (SELECT count(*) FROM told WHERE NOT differs) AS n_same
  FROM told
  WHERE differs
  QUALIFY number <= 60
)
SELECT l.kind, l.key, c.place,
  c.called || CASE WHEN count(*) OVER (PARTITION BY l.number, c.called) > 1 THEN ' #' || c.place ELSE '' END AS label,
  CASE WHEN length(f.value) > 120 THEN left(f.value, 120) || '…' ELSE f.value END AS value,
  f.value IS DISTINCT FROM first_value(f.value) OVER (PARTITION BY l.number ORDER BY c.place) AS unlike_first,
  l.n_differ, l.n_same, l.number
FROM listed l
CROSS JOIN chosen c
LEFT JOIN facts f ON f.kind = l.kind AND f.key = l.key AND f.place = c.place
ORDER BY l.number, c.place

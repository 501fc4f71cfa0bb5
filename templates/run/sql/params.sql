-- Each param beside what the runs of the project usually have and what its best other run has.
WITH me AS (
  SELECT run_key, project FROM runs WHERE run_key = :run
), peers AS (
  SELECT r.run_key, r.started_at
  FROM me
  JOIN runs r ON r.project = me.project AND r.run_key <> me.run_key
  WHERE NOT coalesce(r.deleted, false) AND r.same_as IS NULL
), best AS (
  SELECT r.run_key
  FROM me
  JOIN metric_role p ON p.project = me.project AND p.is_primary AND p.direction IN ('min', 'max')
  JOIN runs r ON r.project = me.project AND r.run_key <> me.run_key
  JOIN metric_summaries s ON s.run_key = r.run_key AND s.key = p.metric_key
  WHERE r.status IN ('finished', 'unknown') AND NOT coalesce(r.deleted, false) AND r.same_as IS NULL
    AND abs(CASE p.direction WHEN 'max' THEN s.max ELSE s.min END) < 1.7e308
  ORDER BY CASE p.direction WHEN 'max' THEN -s.max ELSE s.min END, r.started_at, r.run_key
  LIMIT 1
), values_of_peers AS (
  SELECT p.key, p.value, max(p.number) AS number, count(*) AS n
  FROM peers e
  JOIN params p ON p.run_key = e.run_key
  GROUP BY p.key, p.value
), usual AS (
  SELECT key, sum(n) AS n_runs, count(*) AS n_distinct, max_by(value, (n, value)) AS common, max(n) AS n_common,
    count(number) = count(*) AS numeric, min(number) AS low, max(number) AS high,
    (SELECT median(p.number) FROM peers e JOIN params p ON p.run_key = e.run_key WHERE p.key = v.key) AS middle
  FROM values_of_peers v
  GROUP BY key
), own AS (
  SELECT key, value, number FROM params WHERE run_key = :run
), beside AS (
  SELECT coalesce(o.key, u.key) AS key, o.value, o.number, u.n_runs, u.n_distinct, u.common, u.n_common, u.numeric, u.low, u.high, u.middle,
    (SELECT count(*) FROM peers) AS n_peers,
    (SELECT v.n FROM values_of_peers v WHERE v.key = o.key AND v.value IS NOT DISTINCT FROM o.value) AS n_alike,
    (SELECT any_value(b.value) FROM best t JOIN params b ON b.run_key = t.run_key AND b.key = coalesce(o.key, u.key)) AS best_value,
    (SELECT count(*) FROM best) AS n_best
  FROM own o
  FULL JOIN usual u ON u.key = o.key
  WHERE o.key IS NOT NULL OR u.n_runs * 2 >= (SELECT count(*) FROM peers)
), told AS (
  SELECT *,
    value IS NULL AS absent,
    -- A seed is new by its nature.
    coalesce(NOT regexp_matches(lower(key), '(^|[^a-z])(seed|random_state|rng)([^a-z]|$)') AND numeric AND number IS NOT NULL AND n_distinct > 1 AND (number < low OR number > high), false) AS beyond,
    coalesce(n_distinct = 1 AND n_runs = n_peers AND common IS NOT DISTINCT FROM value, false) AS shared,
    n_best > 0 AND best_value IS DISTINCT FROM value AS unlike_best,
    coalesce(value = common AND n_common * 2 >= n_runs AND n_runs * 2 >= n_peers, false) AS common_here
  FROM beside
)
SELECT key, CASE WHEN length(value) > 200 THEN left(value, 200) || '…' ELSE value END AS value, n_runs, n_peers, n_distinct,
  CASE WHEN length(common) > 80 THEN left(common, 80) || '…' ELSE common END AS common, n_common, coalesce(n_alike, 0) AS n_alike,
  coalesce(numeric, false) AS numeric, low, high, middle,
  CASE WHEN length(best_value) > 80 THEN left(best_value, 80) || '…' ELSE best_value END AS best_value, n_best > 0 AS has_best,
  absent, beyond, shared OR (common_here AND NOT unlike_best) AS as_usual, unlike_best, count(*) OVER () AS n
FROM told
ORDER BY as_usual, unlike_best DESC, key
LIMIT 400

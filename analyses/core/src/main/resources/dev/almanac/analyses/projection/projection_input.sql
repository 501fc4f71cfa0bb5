-- Of each run: part 0, a row about the run; part 1, the points of the metric; part 2, params that may
-- say how long the run is to be. Deleted runs have part 0 alone, so that they can be counted. Of curves
-- of more than 500,000 points one in so many is read, and the last. A run of unknown status that is not
-- being written any more counts as ended by itself.
WITH chosen AS (
  SELECT r.run_key, coalesce(r.deleted, false) AS deleted, s.points,
    CASE WHEN r.status = 'unknown' AND NOT coalesce(r.live, false) THEN 'finished' ELSE r.status END AS status,
    CAST(ceil(s.points / 500000.0) AS BIGINT) AS stride
  FROM metric_summaries s
  JOIN runs r ON r.run_key = s.run_key
  WHERE r.project = :project AND s.key = :metric_key AND NOT coalesce(s.system, false)
    AND r.same_as IS NULL
)
SELECT run_key, 0 AS part, CAST(0 AS BIGINT) AS seq, CAST(0 AS BIGINT) AS step,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS at, CAST(NULL AS DOUBLE) AS value, status, deleted, points,
  CAST(NULL AS VARCHAR) AS param
FROM chosen
UNION ALL
SELECT m.run_key, 1 AS part, m.seq, m.step, m.time AS at, m.value, NULL AS status, false AS deleted,
  CAST(0 AS BIGINT) AS points, CAST(NULL AS VARCHAR) AS param
FROM chosen c
JOIN metrics m ON m.run_key = c.run_key
WHERE m.key = :metric_key AND NOT c.deleted
  AND (c.stride <= 1 OR m.seq % c.stride = 0 OR m.seq = c.points - 1)
UNION ALL
SELECT p.run_key, 2 AS part, CAST(0 AS BIGINT) AS seq, CAST(0 AS BIGINT) AS step,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS at, max(p.number) AS value, NULL AS status, false AS deleted,
  CAST(0 AS BIGINT) AS points, p.key AS param
FROM chosen c
JOIN params p ON p.run_key = c.run_key
WHERE NOT c.deleted AND p.number > 0
  AND lower(regexp_extract(p.key, '[A-Za-z_]+$', 0)) IN ('max_steps', 'total_steps', 'num_steps',
    'n_steps', 'train_steps', 'num_train_steps', 'max_train_steps', 'max_iters', 'max_iter', 'num_iters',
    'iterations', 'num_iterations', 'total_timesteps', 'n_timesteps', 'max_epochs', 'epochs',
    'num_epochs', 'n_epochs', 'num_train_epochs', 'num_boost_round', 'num_rounds')
GROUP BY p.run_key, p.key
ORDER BY run_key, part, param NULLS FIRST, seq

-- Of each run: part 0, a row about the run; part 1, the points of the metric; part 2, those of its
-- training counterpart. Deleted runs have part 0 alone, so that they can be counted. Times are only
-- read where all points are on one step. Of curves of more than 500,000 points one in so many is
-- read, and the last, the least, the greatest and every value that is not finite; part 0 says how many
-- there are.
WITH chosen AS (
  SELECT r.run_key, r.status, coalesce(r.deleted, false) AS deleted,
    coalesce(r.ended_at, s.last_time, r.started_at) AS ended, s.points, o.train_key,
    s.min_step, s.max_step,
    s.first_step IS NOT DISTINCT FROM s.last_step AS one_step, s.first_time, s.last_time,
    (SELECT max(try_cast(e.value AS DOUBLE)) FROM environment e
      WHERE e.run_key = r.run_key AND e.kind = 'hardware' AND e.key = 'gpu_count') AS devices,
    CAST(ceil(s.points / 500000.0) AS BIGINT) AS stride
  FROM metric_summaries s
  JOIN runs r ON r.run_key = s.run_key
  LEFT JOIN metric_role o ON o.project = r.project AND o.metric_key = s.key
  WHERE r.project = :project AND s.key = :metric_key AND NOT coalesce(s.system, false)
    AND r.same_as IS NULL
), trained AS (
  SELECT c.run_key, c.train_key, CAST(ceil(s.points / 500000.0) AS BIGINT) AS stride
  FROM chosen c
  JOIN metric_summaries s ON s.run_key = c.run_key AND s.key = c.train_key
  WHERE NOT c.deleted
)
SELECT run_key, 0 AS part, CAST(0 AS BIGINT) AS seq, CAST(0 AS BIGINT) AS step, ended AS at,
  CAST(NULL AS DOUBLE) AS value, status, deleted, points, train_key,
  first_time AS first_at, last_time AS last_at, devices
FROM chosen
UNION ALL
SELECT m.run_key, 1 AS part, m.seq, m.step, CASE WHEN c.one_step THEN m.time END AS at,
  m.value, NULL AS status, false AS deleted, CAST(0 AS BIGINT) AS points, NULL AS train_key,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS first_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS last_at,
  CAST(NULL AS DOUBLE) AS devices
FROM chosen c
JOIN metrics m ON m.run_key = c.run_key
WHERE m.key = :metric_key AND NOT c.deleted
  AND (c.stride <= 1 OR m.seq % c.stride = 0 OR m.value = CAST('NaN' AS DOUBLE)
    OR abs(m.value) = CAST('Infinity' AS DOUBLE) OR m.seq = c.points - 1
    OR (NOT c.one_step AND (m.step = c.min_step OR m.step = c.max_step)))
UNION ALL
SELECT m.run_key, 2 AS part, m.seq, m.step, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS at,
  m.value, NULL AS status, false AS deleted, CAST(0 AS BIGINT) AS points, NULL AS train_key,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS first_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS last_at,
  CAST(NULL AS DOUBLE) AS devices
FROM trained t
JOIN metrics m ON m.run_key = t.run_key AND m.key = t.train_key
WHERE t.stride <= 1 OR m.seq % t.stride = 0
ORDER BY run_key, part, seq

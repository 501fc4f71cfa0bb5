-- Of each run: part 0, a row about the run; part 1, the points of the metric. Deleted runs have part 0
-- alone, so that they can be counted. A run of unknown status that is not being written any more counts
-- as ended by itself. Of curves of more than 500,000 points one in so many is read, and the last.
WITH chosen AS (
  SELECT r.run_key, r.started_at, r.group_name, coalesce(r.deleted, false) AS deleted, s.points,
    CASE WHEN r.status = 'unknown' AND NOT coalesce(r.live, false) THEN 'finished' ELSE r.status END AS status,
    CAST(ceil(s.points / 500000.0) AS BIGINT) AS stride,
    (SELECT max(try_cast(e.value AS DOUBLE)) FROM environment e
      WHERE e.run_key = r.run_key AND e.kind = 'hardware' AND e.key = 'gpu_count') AS devices,
    (SELECT max(n.sd) FROM metric_noise n
      WHERE n.project = :project AND n.metric_key = :metric_key AND n.value_kind = 'last'
        AND n.subset = 'all') AS noise_sd
  FROM metric_summaries s
  JOIN runs r ON r.run_key = s.run_key
  WHERE r.project = :project AND s.key = :metric_key AND NOT coalesce(s.system, false)
    AND r.same_as IS NULL
)
SELECT run_key, 0 AS part, CAST(0 AS BIGINT) AS seq, CAST(0 AS BIGINT) AS step, started_at AS at,
  CAST(NULL AS DOUBLE) AS value, status, deleted, group_name, noise_sd, devices
FROM chosen
UNION ALL
SELECT m.run_key, 1 AS part, m.seq, m.step, m.time AS at, m.value, NULL AS status, false AS deleted,
  NULL AS group_name, CAST(NULL AS DOUBLE) AS noise_sd, CAST(NULL AS DOUBLE) AS devices
FROM chosen c
JOIN metrics m ON m.run_key = c.run_key
WHERE m.key = :metric_key AND NOT c.deleted
  AND (c.stride <= 1 OR m.seq % c.stride = 0 OR m.seq = c.points - 1)
ORDER BY run_key, part, seq

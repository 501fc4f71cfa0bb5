-- Of each run that calls itself running: part 0, a row about the run; part 1, the times of its newest
-- 5,000 points of any metric; part 2, the points of the metric that it is judged by (of more than
-- 500,000 one in so many, and those that are not finite); part 3, the ended runs of the project that
-- got as far, with their value at the same step, their last value and their last step.
WITH running AS (
  SELECT r.run_key, r.source, r.project, coalesce(r.name, r.run_id) AS name, r.tracker, r.started_at, r.synced_at
  FROM runs r
  WHERE r.project = :project AND r.status = 'running' AND r.same_as IS NULL AND NOT coalesce(r.deleted, false)
), looked AS (
  SELECT source, max(ended_at) AS ended_at FROM sync_log GROUP BY source
), signs AS (
  SELECT m.run_key, max(m.last_time) AS last_time,
    max(m.last_time) FILTER (WHERE NOT coalesce(m.system, false)) AS last_point
  FROM metric_summaries m JOIN running r ON r.run_key = m.run_key
  GROUP BY m.run_key
), beats AS (
  SELECT run_key, max(beat) AS beat
  FROM (
    SELECT t.run_key, t.value AS beat
    FROM tags t JOIN running r ON r.run_key = t.run_key
    WHERE t.key IN ('sacred.heartbeat', 'sys/ping_time')
    UNION ALL
    SELECT e.run_key, e.value AS beat
    FROM environment e JOIN running r ON r.run_key = e.run_key
    WHERE e.kind = 'time' AND e.key = 'heartbeat'
  ) b
  GROUP BY run_key
), broken AS (
  SELECT m.run_key,
    min(m.key) FILTER (WHERE o.direction = 'min') AS broken_loss,
    min(m.key) FILTER (WHERE o.direction IS DISTINCT FROM 'min') AS broken_other
  FROM metric_summaries m
  JOIN running r ON r.run_key = m.run_key
  LEFT JOIN metric_role o ON o.project = r.project AND o.metric_key = m.key
  WHERE NOT coalesce(m.system, false) AND m.non_finite > 0
    AND (m.last = CAST('NaN' AS DOUBLE) OR abs(m.last) >= 1.7e308)
  GROUP BY m.run_key
), ranked AS (
  SELECT r.run_key, m.key AS metric_key, coalesce(o.direction, 'unknown') AS direction, m.points, m.first_step, m.last_step,
    row_number() OVER (PARTITION BY r.run_key ORDER BY
      CASE WHEN o.is_primary THEN 0 WHEN o.direction IN ('min', 'max') THEN 1 ELSE 2 END, m.points DESC, m.key) AS place
  FROM running r
  JOIN metric_summaries m ON m.run_key = r.run_key AND NOT coalesce(m.system, false) AND m.points > 0
  LEFT JOIN metric_role o ON o.project = r.project AND o.metric_key = m.key
), judged AS (
  SELECT run_key, metric_key, direction, points, first_step, last_step, CAST(ceil(points / 500000.0) AS BIGINT) AS stride
  FROM ranked
  WHERE place = 1
), times AS (
  SELECT run_key, time
  FROM (
    SELECT t.run_key, t.time, row_number() OVER (PARTITION BY t.run_key ORDER BY t.time DESC) AS place
    FROM (
      SELECT DISTINCT m.run_key, m.time
      FROM metrics m JOIN running r ON r.run_key = m.run_key
      WHERE m.time IS NOT NULL
    ) t
  ) n
  WHERE place <= 5000
), past AS (
  SELECT j.run_key AS of_key, h.run_key, j.metric_key, j.first_step AS from_step, j.last_step AS at_step,
    m.last, m.last_step, m.first_step
  FROM judged j
  JOIN metric_summaries m ON m.key = j.metric_key AND NOT coalesce(m.system, false) AND m.points > 0
    AND m.last_step >= j.last_step
  JOIN runs h ON h.run_key = m.run_key AND h.project = :project AND h.status IN ('finished', 'unknown')
    AND h.same_as IS NULL AND NOT coalesce(h.deleted, false)
  WHERE j.first_step < j.last_step AND m.first_step < m.last_step
), levels AS (
  SELECT p.of_key, p.run_key,
    median(q.value) FILTER (WHERE q.step > p.at_step - 0.05 * (p.at_step - p.first_step)) AS around,
    max_by(q.value, q.seq) AS latest
  FROM past p
  JOIN metrics q ON q.run_key = p.run_key AND q.key = p.metric_key AND q.step <= p.at_step
  WHERE abs(q.value) < 1.7e308
  GROUP BY p.of_key, p.run_key
)
SELECT r.run_key, 0 AS part, CAST(0 AS BIGINT) AS seq, CAST(0 AS BIGINT) AS step, s.last_time AS seen_at, s.last_point AS point_at,
  coalesce(l.ended_at, r.synced_at) AS looked_at, r.synced_at, r.started_at, CAST(NULL AS DOUBLE) AS value, CAST(NULL AS DOUBLE) AS final_value,
  r.name, r.tracker, r.source, j.metric_key, j.direction, b.beat, x.broken_loss, x.broken_other
FROM running r
LEFT JOIN looked l ON l.source = r.source
LEFT JOIN signs s ON s.run_key = r.run_key
LEFT JOIN beats b ON b.run_key = r.run_key
LEFT JOIN broken x ON x.run_key = r.run_key
LEFT JOIN judged j ON j.run_key = r.run_key
UNION ALL
SELECT t.run_key, 1 AS part, CAST(0 AS BIGINT) AS seq, CAST(0 AS BIGINT) AS step, t.time AS seen_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS point_at,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS looked_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS synced_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS started_at,
  CAST(NULL AS DOUBLE) AS value, CAST(NULL AS DOUBLE) AS final_value,
  NULL AS name, NULL AS tracker, NULL AS source, NULL AS metric_key, NULL AS direction, NULL AS beat, NULL AS broken_loss, NULL AS broken_other
FROM times t
UNION ALL
SELECT m.run_key, 2 AS part, m.seq, m.step, m.time AS seen_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS point_at,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS looked_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS synced_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS started_at,
  m.value, CAST(NULL AS DOUBLE) AS final_value,
  NULL AS name, NULL AS tracker, NULL AS source, NULL AS metric_key, NULL AS direction, NULL AS beat, NULL AS broken_loss, NULL AS broken_other
FROM judged j
JOIN metrics m ON m.run_key = j.run_key AND m.key = j.metric_key
WHERE j.stride <= 1 OR m.seq % j.stride = 0 OR m.seq = j.points - 1 OR m.value = CAST('NaN' AS DOUBLE)
  OR abs(m.value) = CAST('Infinity' AS DOUBLE)
UNION ALL
SELECT p.of_key AS run_key, 3 AS part, row_number() OVER (PARTITION BY p.of_key ORDER BY p.run_key) AS seq, p.last_step AS step,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS seen_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS point_at,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS looked_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS synced_at, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS started_at,
  coalesce(v.around, v.latest) AS value, p.last AS final_value,
  p.run_key AS name, NULL AS tracker, NULL AS source, NULL AS metric_key, NULL AS direction, NULL AS beat, NULL AS broken_loss, NULL AS broken_other
FROM past p
LEFT JOIN levels v ON v.of_key = p.of_key AND v.run_key = p.run_key
ORDER BY run_key, part, seq, seen_at NULLS FIRST

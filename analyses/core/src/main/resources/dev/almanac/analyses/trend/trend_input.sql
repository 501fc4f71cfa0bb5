-- Part 0: until when the project's sources were read. Part 1: its runs, deleted ones too, so that
-- they can be counted. Part 2: each run's best value of each metric whose direction is known; of the
-- others only the keys. Part 3: whether its curve of the primary metric diverged. Part 4: what it
-- ran with, as far as that differs between runs: params but for seeds, code, packages, hardware,
-- data, user.
WITH chosen AS (
  SELECT r.run_key, r.source, r.status, coalesce(r.deleted, false) AS deleted, r.started_at, r.duration_s,
    r.created_by, r.synced_at
  FROM runs r
  WHERE r.project = :project AND r.same_as IS NULL
), synced AS (
  SELECT source, max(coalesce(ended_at, started_at)) AS at
  FROM sync_log
  GROUP BY source
), present AS (
  SELECT run_key FROM chosen WHERE NOT deleted
), settings AS (
  SELECT p.run_key, 'param' AS kind, p.key, max(p.value) AS text, max(p.number) AS number
  FROM params p
  JOIN present c ON c.run_key = p.run_key
  WHERE NOT (lower(p.key) LIKE '%seed%' OR lower(p.key) LIKE '%random_state%')
  GROUP BY p.run_key, p.key
  UNION ALL
  SELECT e.run_key, CASE WHEN e.kind = 'git' AND e.key = 'commit' THEN 'commit' ELSE e.kind END AS kind, e.key,
    max(e.value) AS text, CAST(NULL AS DOUBLE) AS number
  FROM environment e
  JOIN present c ON c.run_key = e.run_key
  WHERE e.kind <> 'command'
  GROUP BY e.run_key, CASE WHEN e.kind = 'git' AND e.key = 'commit' THEN 'commit' ELSE e.kind END, e.key
  UNION ALL
  SELECT d.run_key, 'data' AS kind, coalesce(d.name, '') AS key, max(d.digest) AS text, CAST(NULL AS DOUBLE) AS number
  FROM datasets d
  JOIN present c ON c.run_key = d.run_key
  GROUP BY d.run_key, coalesce(d.name, '')
  UNION ALL
  SELECT run_key, 'user' AS kind, 'created_by' AS key, created_by AS text, CAST(NULL AS DOUBLE) AS number
  FROM chosen
  WHERE NOT deleted AND created_by IS NOT NULL
), varying AS (
  SELECT kind, key
  FROM settings
  GROUP BY kind, key
  HAVING count(DISTINCT coalesce(text, '')) > 1 OR count(*) < (SELECT count(*) FROM present)
)
SELECT 0 AS part, '' AS run_key, '' AS kind, '' AS key, CAST(NULL AS VARCHAR) AS text, CAST(NULL AS DOUBLE) AS number,
  max(coalesce(s.at, c.synced_at, c.started_at)) AS at
FROM chosen c
LEFT JOIN synced s ON s.source = c.source
UNION ALL
SELECT 1 AS part, run_key, CASE WHEN deleted THEN 'deleted' ELSE coalesce(status, 'unknown') END AS kind, '' AS key,
  CAST(NULL AS VARCHAR) AS text, duration_s AS number, started_at AS at
FROM chosen
UNION ALL
SELECT 2 AS part, c.run_key, coalesce(o.direction, 'unknown') AS kind, s.key,
  CASE WHEN coalesce(o.is_primary, false) THEN 'primary' END AS text,
  CASE o.direction WHEN 'max' THEN s.max WHEN 'min' THEN s.min END AS number,
  CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS at
FROM present c
JOIN metric_summaries s ON s.run_key = c.run_key
LEFT JOIN metric_role o ON o.project = :project AND o.metric_key = s.key
WHERE NOT coalesce(s.system, false)
UNION ALL
SELECT 3 AS part, c.run_key, '' AS kind, f.metric_key AS key, CAST(NULL AS VARCHAR) AS text,
  CASE WHEN f.diverged THEN 1.0 ELSE 0.0 END AS number, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS at
FROM present c
JOIN curve_feature f ON f.run_key = c.run_key AND f.project = :project
JOIN metric_role o ON o.project = :project AND o.metric_key = f.metric_key AND o.is_primary
UNION ALL
SELECT 4 AS part, t.run_key, t.kind, t.key, t.text, t.number, CAST(NULL AS TIMESTAMP WITH TIME ZONE) AS at
FROM settings t
JOIN varying v ON v.kind = t.kind AND v.key = t.key
ORDER BY part, run_key, kind, key

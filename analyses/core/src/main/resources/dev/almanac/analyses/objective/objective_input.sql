-- The metrics of a project with how many runs logged each, the directions that sweeps and studies
-- state with how many runs say so, what they optimise, and the tags that trackers put on the project. A tag
-- that was edited between two syncs stands twice; the run that was synced last has the newer text.
SELECT
  'metric' AS fact,
  s.key AS name,
  CAST(NULL AS VARCHAR) AS text,
  count(DISTINCT s.run_key) AS runs,
  max(s.points) AS points
FROM metric_summaries s
JOIN runs r ON r.run_key = s.run_key
WHERE r.project = :project AND r.same_as IS NULL AND NOT s.system
GROUP BY s.key
UNION ALL
SELECT
  'direction' AS fact,
  d.key AS name,
  d.direction AS text,
  count(DISTINCT d.run_key) AS runs,
  CAST(0 AS BIGINT) AS points
FROM metric_definitions d
JOIN runs r ON r.run_key = d.run_key
WHERE r.project = :project AND r.same_as IS NULL AND d.direction IS NOT NULL AND NOT d.system
GROUP BY d.key, d.direction
UNION ALL
SELECT
  'objective' AS fact,
  d.key AS name,
  CAST(NULL AS VARCHAR) AS text,
  count(DISTINCT d.run_key) AS runs,
  CAST(0 AS BIGINT) AS points
FROM metric_definitions d
JOIN runs r ON r.run_key = d.run_key
WHERE r.project = :project AND r.same_as IS NULL AND d.direction_basis IN ('study', 'sweep')
  AND NOT d.system
GROUP BY d.key
UNION ALL
SELECT
  'tag' AS fact,
  t.key AS name,
  max_by(t.value, concat_ws('|', r.synced_at, r.run_key)) AS text,
  count(DISTINCT t.run_key) AS runs,
  CAST(0 AS BIGINT) AS points
FROM project_tags t
JOIN runs r ON r.run_key = t.run_key
WHERE r.project = :project AND r.same_as IS NULL
GROUP BY t.key
ORDER BY 1, 2, 3

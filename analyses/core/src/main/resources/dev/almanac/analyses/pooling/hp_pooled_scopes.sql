-- One scope over all projects. What the sensitivity analysis stored has ids that change with its
-- input, so they stand for the runs and params that it read.
WITH judged AS (
  SELECT o.project, o.metric_key, o.direction, a.analysis_id, a.status, n.sd
  FROM metric_role o
  LEFT JOIN analysis a ON a.kind = 'sensitivity' AND a.project = o.project AND a.metric_key = o.metric_key
  LEFT JOIN metric_noise n ON n.project = o.project AND n.metric_key = o.metric_key
    AND n.value_kind = 'best' AND n.subset = 'all'
  WHERE o.is_primary
),
counted AS (
  SELECT count(*) AS runs, max(p.projects) AS projects
  FROM runs r
  CROSS JOIN (SELECT count(DISTINCT project) AS projects FROM metric_role) p
  JOIN judged j ON j.project = r.project
  WHERE r.same_as IS NULL
)
SELECT
  CAST(NULL AS VARCHAR) AS project,
  CAST(NULL AS VARCHAR) AS metric_key,
  CAST(NULL AS VARCHAR) AS direction,
  coalesce(max(c.runs), 0) AS runs,
  true AS is_primary,
  md5(coalesce(CAST(max(c.projects) AS VARCHAR), '') || coalesce(string_agg(
    j.project || '|' || j.metric_key || '|' || coalesce(j.direction, '') || '|' || coalesce(j.analysis_id, '') || '|' || coalesce(j.status, '')
      || '|' || coalesce(CAST(j.sd AS VARCHAR), ''),
    ',' ORDER BY j.project), '')) AS fingerprint
FROM counted c
LEFT JOIN judged j ON true

-- One scope a project and metric that some run logged. The direction is part of the scope, and every
-- run of the project counts for the fingerprint, with its sweep, its place in it and what it cost.
WITH project_runs AS (
  SELECT
    r.project,
    md5(string_agg(r.run_key || ' ' || coalesce(r.fingerprint, '') || ' ' || coalesce(r.status, '')
      || ' ' || CAST(coalesce(r.deleted, false) AS VARCHAR) || ' '
      || coalesce(r.group_name, r.parent_run_id, '') || ' ' || coalesce(CAST(r.started_at AS VARCHAR), '')
      || ' ' || coalesce(CAST(r.duration_s AS VARCHAR), ''), ',' ORDER BY r.run_key)) AS fingerprint
  FROM runs r
  WHERE r.same_as IS NULL
  GROUP BY r.project
),
logged AS (
  SELECT r.project, s.key AS metric_key, count(*) AS runs
  FROM metric_summaries s
  JOIN runs r ON r.run_key = s.run_key
  WHERE NOT s.system AND r.same_as IS NULL
  GROUP BY r.project, s.key
)
SELECT
  l.project,
  l.metric_key,
  coalesce(m.direction, 'unknown') AS direction,
  l.runs,
  coalesce(m.is_primary, false) AS is_primary,
  p.fingerprint
FROM logged l
JOIN project_runs p ON p.project = l.project
LEFT JOIN metric_role m ON m.project = l.project AND m.metric_key = l.metric_key
ORDER BY l.project, l.metric_key

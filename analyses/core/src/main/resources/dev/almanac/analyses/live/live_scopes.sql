-- One scope a project that has runs which call themselves running. The fingerprint covers them, when
-- their sources were last looked at, and the ended runs that they are compared with.
WITH looked AS (
  SELECT source, max(ended_at) AS ended_at FROM sync_log GROUP BY source
), judged AS (
  SELECT project, max(concat_ws(' ', metric_key, direction)) AS judge
  FROM metric_role
  WHERE is_primary
  GROUP BY project
)
SELECT
  r.project,
  CAST(NULL AS VARCHAR) AS metric_key,
  CAST(NULL AS VARCHAR) AS direction,
  count(*) FILTER (WHERE r.status = 'running') AS runs,
  true AS is_primary,
  md5(concat_ws('|', coalesce(max(j.judge), ''), string_agg(
    concat_ws(' ', r.run_key, coalesce(r.fingerprint, ''), coalesce(r.status, ''),
      CASE WHEN r.status = 'running' THEN coalesce(CAST(l.ended_at AS VARCHAR), '') ELSE '' END),
    ',' ORDER BY r.run_key))) AS fingerprint
FROM runs r
LEFT JOIN looked l ON l.source = r.source
LEFT JOIN judged j ON j.project = r.project
WHERE r.same_as IS NULL AND NOT coalesce(r.deleted, false)
GROUP BY r.project
HAVING count(*) FILTER (WHERE r.status = 'running') > 0
ORDER BY r.project

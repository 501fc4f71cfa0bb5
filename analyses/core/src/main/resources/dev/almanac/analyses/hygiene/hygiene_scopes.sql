-- One scope a project. The fingerprint covers the runs, what other records and parents of them there
-- are, and what the project is judged by.
WITH judged AS (
  SELECT project, max(concat_ws(' ', metric_key, direction)) AS judge
  FROM metric_role
  WHERE is_primary
  GROUP BY project
)
SELECT
  r.project,
  CAST(NULL AS VARCHAR) AS metric_key,
  CAST(NULL AS VARCHAR) AS direction,
  count(*) AS runs,
  true AS is_primary,
  md5(concat_ws('|', coalesce(max(j.judge), ''), string_agg(
    concat_ws(' ', r.run_key, coalesce(r.fingerprint, ''), coalesce(r.status, ''),
      CASE WHEN coalesce(r.deleted, false) THEN 'deleted' ELSE '' END, coalesce(r.same_as, '')),
    ',' ORDER BY r.run_key))) AS fingerprint
FROM runs r
LEFT JOIN judged j ON j.project = r.project
GROUP BY r.project
HAVING count(*) FILTER (WHERE r.same_as IS NULL) > 0
ORDER BY r.project

-- One scope a project and metric that users logged and that has a run of 8 points. The fingerprint
-- covers the runs, deleted ones too, what is said of their points, and the direction.
SELECT
  r.project,
  s.key AS metric_key,
  coalesce(max(o.direction), 'unknown') AS direction,
  count(*) FILTER (WHERE NOT coalesce(r.deleted, false)) AS runs,
  coalesce(bool_or(o.is_primary), false) AS is_primary,
  md5(string_agg(
    concat_ws('|', r.run_key, coalesce(r.fingerprint, ''), coalesce(r.status, ''), coalesce(r.live, false),
      coalesce(r.deleted, false),
      s.points, coalesce(CAST(s.last AS VARCHAR), ''), coalesce(s.last_step, 0)),
    ',' ORDER BY r.run_key)) AS fingerprint
FROM metric_summaries s
JOIN runs r ON r.run_key = s.run_key
LEFT JOIN metric_role o ON o.project = r.project AND o.metric_key = s.key
WHERE NOT coalesce(s.system, false) AND r.same_as IS NULL
GROUP BY r.project, s.key
HAVING max(s.points) >= 8
ORDER BY r.project, s.key

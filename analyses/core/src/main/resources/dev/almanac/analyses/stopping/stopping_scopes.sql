-- One scope a project and metric of which some run has two points. The fingerprint covers the runs,
-- deleted ones too, what is said of their points, the direction and the seed noise.
WITH noise AS (
  SELECT project, metric_key, max(sd) AS sd
  FROM metric_noise
  WHERE value_kind = 'last' AND subset = 'all'
  GROUP BY project, metric_key
)
SELECT
  r.project,
  s.key AS metric_key,
  coalesce(max(o.direction), 'unknown') AS direction,
  count(*) FILTER (WHERE NOT coalesce(r.deleted, false)) AS runs,
  coalesce(bool_or(o.is_primary), false) AS is_primary,
  md5(string_agg(
    concat_ws('|', r.run_key, coalesce(r.fingerprint, ''), coalesce(r.status, ''), coalesce(r.live, false),
      coalesce(r.deleted, false), coalesce(r.group_name, ''), coalesce(CAST(r.started_at AS VARCHAR), ''),
      s.points, coalesce(CAST(s.last AS VARCHAR), ''), coalesce(s.last_step, 0),
      coalesce(CAST(n.sd AS VARCHAR), '')),
    ',' ORDER BY r.run_key)) AS fingerprint
FROM metric_summaries s
JOIN runs r ON r.run_key = s.run_key
LEFT JOIN metric_role o ON o.project = r.project AND o.metric_key = s.key
LEFT JOIN noise n ON n.project = r.project AND n.metric_key = s.key
WHERE NOT coalesce(s.system, false) AND r.same_as IS NULL
GROUP BY r.project, s.key
HAVING max(s.points) >= 2
ORDER BY r.project, s.key

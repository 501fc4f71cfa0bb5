-- One scope a project. The fingerprint covers the runs, what the objective and convergence analyses
-- say of them, and whether the newest week may still grow: for a project that was quiet for over a
-- week it cannot, and time passing changes nothing. Zones are 26 hours apart at most, so in the
-- hours in which some of them have begun the next week, every minute counts.
WITH synced AS (
  SELECT source, max(coalesce(ended_at, started_at)) AS at
  FROM sync_log
  GROUP BY source
), runs_of AS (
  SELECT r.project,
    count(*) FILTER (WHERE NOT coalesce(r.deleted, false)) AS runs,
    max(r.started_at) AS newest,
    max(coalesce(s.at, r.synced_at, r.started_at)) AS as_of,
    md5(string_agg(
      concat_ws('|', r.run_key, coalesce(r.fingerprint, ''), coalesce(r.status, ''), coalesce(r.deleted, false),
        coalesce(CAST(r.started_at AS VARCHAR), ''), coalesce(CAST(r.duration_s AS VARCHAR), '')),
      ',' ORDER BY r.run_key)) AS fingerprint
  FROM runs r
  LEFT JOIN synced s ON s.source = r.source
  WHERE r.same_as IS NULL
  GROUP BY r.project
), roles AS (
  SELECT project, md5(string_agg(concat_ws('|', metric_key, direction, is_primary), ',' ORDER BY metric_key)) AS fingerprint
  FROM metric_role
  GROUP BY project
), diverged AS (
  SELECT project, md5(string_agg(concat_ws('|', run_key, metric_key, diverged), ',' ORDER BY run_key, metric_key)) AS fingerprint
  FROM curve_feature
  GROUP BY project
)
SELECT
  r.project,
  CAST(NULL AS VARCHAR) AS metric_key,
  CAST(NULL AS VARCHAR) AS direction,
  r.runs,
  true AS is_primary,
  concat_ws(' ', r.fingerprint, coalesce(o.fingerprint, '-'), coalesce(d.fingerprint, '-'),
    CASE
      WHEN r.newest IS NULL OR r.newest < r.as_of - INTERVAL '8' DAY THEN '-'
      WHEN date_trunc('week', r.as_of + INTERVAL '14' HOUR) <> date_trunc('week', r.as_of - INTERVAL '12' HOUR)
        THEN CAST(date_trunc('minute', r.as_of) AS VARCHAR)
      ELSE CAST(date_trunc('week', r.as_of) AS VARCHAR)
    END) AS fingerprint
FROM runs_of r
LEFT JOIN roles o ON o.project = r.project
LEFT JOIN diverged d ON d.project = r.project
ORDER BY r.project

-- One scope a project. The fingerprint covers the runs, every result that rests on them (by the id of
-- its analysis, which stands for its input), and the week: findings are those of complete weeks. Six
-- weeks after its newest run a project that has none running has nothing new to tell, and time passing
-- changes nothing.
-- Zones are 26 hours apart at most, so in the hours in which some of them have begun the next week,
-- every minute counts.
WITH synced AS (
  SELECT source, max(coalesce(ended_at, started_at)) AS read_at
  FROM sync_log
  GROUP BY source
), runs_of AS (
  SELECT r.project,
    count(*) FILTER (WHERE NOT coalesce(r.deleted, false)) AS runs,
    max(CASE WHEN coalesce(r.deleted, false) THEN NULL ELSE r.started_at END) AS newest,
    max(CASE WHEN r.status = 'running' AND NOT coalesce(r.deleted, false) THEN 1 ELSE 0 END) AS running,
    max(coalesce(s.read_at, r.synced_at, r.started_at)) AS read_at,
    md5(string_agg(
      concat_ws('|', r.run_key, coalesce(r.fingerprint, ''), coalesce(r.status, ''), coalesce(r.deleted, false),
        coalesce(CAST(r.started_at AS VARCHAR), ''), coalesce(CAST(r.duration_s AS VARCHAR), ''), coalesce(r.name, '')),
      ',' ORDER BY r.run_key)) AS fingerprint
  FROM runs r
  LEFT JOIN synced s ON s.source = r.source
  WHERE r.same_as IS NULL
  GROUP BY r.project
), dated AS (
  SELECT project, runs, fingerprint,
    CASE WHEN running = 0 AND newest + INTERVAL '42' DAY < read_at THEN newest + INTERVAL '42' DAY ELSE read_at END AS as_of
  FROM runs_of
), results AS (
  SELECT project, md5(string_agg(concat_ws('|', analysis_id, status), ',' ORDER BY analysis_id)) AS fingerprint
  FROM analysis
  WHERE kind <> 'finding' AND project IS NOT NULL
  GROUP BY project
)
SELECT
  r.project,
  CAST(NULL AS VARCHAR) AS metric_key,
  CAST(NULL AS VARCHAR) AS direction,
  r.runs,
  true AS is_primary,
  concat_ws(' ', r.fingerprint, coalesce(a.fingerprint, '-'),
    CASE
      WHEN date_trunc('week', r.as_of + INTERVAL '14' HOUR) <> date_trunc('week', r.as_of - INTERVAL '12' HOUR)
        THEN CAST(date_trunc('minute', r.as_of) AS VARCHAR)
      ELSE CAST(date_trunc('week', r.as_of) AS VARCHAR)
    END) AS fingerprint
FROM dated r
LEFT JOIN results a ON a.project = r.project
WHERE r.project IS NOT NULL
ORDER BY r.project

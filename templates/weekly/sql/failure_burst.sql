-- Projects where many runs of the period failed, and the one setting that sets them most apart.
WITH ended AS (
  SELECT run_key, project, status IN ('failed', 'crashed') AS lost
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
    AND status IN ('finished', 'failed', 'crashed', 'killed')
), totals AS (
  SELECT project, count(*) AS ended, count(*) FILTER (lost) AS failed
  FROM ended
  GROUP BY project
  HAVING count(*) FILTER (lost) >= 3
), earlier AS (
  SELECT project,
    count(*) FILTER (status IN ('failed', 'crashed')) AS failed,
    count(*) AS ended
  FROM runs
  WHERE started_at < :period_start AND NOT coalesce(deleted, false) AND same_as IS NULL
    AND status IN ('finished', 'failed', 'crashed', 'killed')
  GROUP BY project
), settings AS (
  SELECT e.project, p.key, p.value,
    count(*) FILTER (e.lost) AS failed_with,
    count(*) AS ended_with
  FROM ended e
  JOIN totals t ON t.project = e.project
  JOIN params p ON p.run_key = e.run_key AND NOT regexp_matches(lower(p.key), 'seed|random_state')
  GROUP BY e.project, p.key, p.value
), contrasts AS (
  SELECT s.*, t.ended, t.failed,
    s.failed_with / s.ended_with AS rate_with,
    (t.failed - s.failed_with) / nullif(t.ended - s.ended_with, 0) AS rate_without,
    row_number() OVER (
      PARTITION BY s.project
      ORDER BY s.failed_with / t.failed - (s.ended_with - s.failed_with) / nullif(t.ended - t.failed, 0) DESC,
        s.key, s.value) AS place
  FROM settings s
  JOIN totals t ON t.project = s.project
  WHERE s.ended_with < t.ended AND s.failed_with >= 3 AND t.failed < t.ended
)
SELECT t.project, t.ended, t.failed, e.failed AS failed_earlier, e.ended AS ended_earlier,
  c.key AS param_key, c.value AS param_value, c.failed_with, c.ended_with, c.rate_without
FROM totals t
LEFT JOIN earlier e ON e.project = t.project
LEFT JOIN contrasts c ON c.project = t.project AND c.place = 1
  AND c.rate_with >= 2 * coalesce(c.rate_without, 0) AND c.failed_with >= 0.6 * t.failed
ORDER BY t.failed DESC, t.project

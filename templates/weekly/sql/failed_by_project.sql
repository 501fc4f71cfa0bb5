-- Runs of the period that did not finish, by project and status, with the project's share.
WITH started AS (
  SELECT project, status, duration_s
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
), totals AS (
  SELECT project, count(*) FILTER (status NOT IN ('running', 'scheduled')) AS ended
  FROM started
  GROUP BY project
), before AS (
  SELECT project,
    count(*) FILTER (status IN ('failed', 'crashed', 'killed')) AS lost,
    count(*) FILTER (status NOT IN ('running', 'scheduled')) AS ended
  FROM runs
  WHERE started_at >= :previous_start AND started_at < :previous_end AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY project
)
SELECT s.project, s.status, count(*) AS runs, t.ended, count(*) / t.ended AS share,
  sum(s.duration_s) AS seconds, b.lost AS lost_before, b.ended AS ended_before
FROM started s
JOIN totals t ON t.project = s.project
LEFT JOIN before b ON b.project = s.project
WHERE s.status IN ('failed', 'crashed', 'killed')
GROUP BY s.project, s.status, t.ended, b.lost, b.ended
ORDER BY sum(count(*)) OVER (PARTITION BY s.project) DESC, s.project, s.status

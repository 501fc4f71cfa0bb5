-- Hours of the runs that began in the period, by project and by who started them; the largest eight
-- people, the others together.
WITH spent AS (
  SELECT project, coalesce(created_by, 'nobody named') AS person, sum(duration_s) AS seconds
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY ALL
  HAVING sum(duration_s) > 0
), people AS (
  SELECT person, row_number() OVER (ORDER BY sum(seconds) DESC, person) AS place
  FROM spent
  GROUP BY person
), projects AS (
  SELECT project, row_number() OVER (ORDER BY sum(seconds) DESC, project) AS place, sum(seconds) AS seconds,
    sum(seconds) / sum(sum(seconds)) OVER () AS share, sum(sum(seconds)) OVER () AS all_seconds
  FROM spent
  GROUP BY project
), top AS (
  SELECT project AS top_project, share AS top_share, all_seconds FROM projects WHERE place = 1
)
SELECT CASE WHEN j.place <= 15 THEN s.project ELSE 'other projects' END AS project,
  CASE WHEN p.place <= 7 THEN s.person ELSE 'others' END AS person, sum(s.seconds) / 3600 AS hours,
  format('{:.0f}% of ', 100 * any_value(t.top_share)) || format('{:.1f}', any_value(t.all_seconds) / 3600) || ' hours went to '
    || any_value(t.top_project) AS message
FROM spent s
JOIN people p ON p.person = s.person
JOIN projects j ON j.project = s.project
CROSS JOIN top t
-- Of one person alone the table says as much.
WHERE (SELECT count(*) FROM people) > 1
GROUP BY 1, 2
ORDER BY min(p.place), min(j.place)

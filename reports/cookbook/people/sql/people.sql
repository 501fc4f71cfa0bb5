-- One row a person and status; the busiest first.
WITH people AS (
  SELECT coalesce(created_by, 'unknown') AS person, status, count(*) AS runs
  FROM runs
  WHERE started_at >= :period_start AND started_at < :period_end
    AND NOT coalesce(deleted, false) AND same_as IS NULL
  GROUP BY ALL
)
SELECT person, status, runs
FROM people
ORDER BY sum(runs) OVER (PARTITION BY person) DESC, person, status

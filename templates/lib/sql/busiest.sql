-- The twelve projects with most runs in the period, so that the page stays of a size to read.
SELECT project, row_number() OVER (ORDER BY count(*) DESC, project) AS place
FROM runs
WHERE started_at >= :period_start AND started_at < :period_end AND NOT coalesce(deleted, false) AND same_as IS NULL
GROUP BY project
QUALIFY place <= 12

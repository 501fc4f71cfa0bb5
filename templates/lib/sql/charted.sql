-- The twelve projects with most runs in the period, and then in all: more charts than those nobody reads.
SELECT project
FROM runs
WHERE NOT coalesce(deleted, false) AND same_as IS NULL AND started_at < :period_end
GROUP BY project
ORDER BY count(*) FILTER (WHERE started_at >= :period_start) DESC, count(*) DESC, project
LIMIT 12

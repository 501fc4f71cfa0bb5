-- The projects there are, those with a run most lately first.
SELECT project AS value, project AS label, count(*) || ' runs' AS detail
FROM runs
WHERE NOT coalesce(deleted, false) AND same_as IS NULL
GROUP BY project
ORDER BY max(started_at) DESC NULLS LAST, project

-- All rows of a table that is small beside the points.
SELECT t.experiment_id, t.key, t.value
FROM experiment_tags AS t
ORDER BY t.experiment_id, t.key

-- All rows of a table that is small beside the points. Columns differ between MLflow versions.
SELECT *
FROM input_tags
ORDER BY input_uuid, name

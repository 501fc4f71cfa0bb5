-- All rows of a table that is small beside the points. Columns differ between MLflow versions.
SELECT *
FROM inputs
ORDER BY destination_type, destination_id, source_type, source_id

-- All rows of a table that is small beside the points. Columns differ between MLflow versions.
SELECT *
FROM experiments
ORDER BY experiment_id

-- All rows of a table that is small beside the points. Columns differ between MLflow versions.
SELECT *
FROM logged_models
ORDER BY creation_timestamp_ms, model_id

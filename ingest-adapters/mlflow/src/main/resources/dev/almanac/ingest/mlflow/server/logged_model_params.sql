-- All rows of a table that is small beside the points. Columns differ between MLflow versions.
SELECT *
FROM logged_model_params
ORDER BY model_id, param_key

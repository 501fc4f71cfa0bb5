-- All rows of a table that is small beside the points. Columns differ between MLflow versions.
SELECT *
FROM logged_model_tags
ORDER BY model_id, tag_key

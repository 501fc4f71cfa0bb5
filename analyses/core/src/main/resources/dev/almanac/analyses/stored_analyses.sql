-- The results of one kind that are stored already.
SELECT analysis_id, project, metric_key, status
FROM analysis
WHERE kind = :kind
ORDER BY analysis_id

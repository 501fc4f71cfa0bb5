SELECT key, CASE WHEN length(value) > 300 THEN left(value, 300) || '…' ELSE value END AS value, count(*) OVER () AS n
FROM tags
WHERE run_key = :run AND value <> '' AND key NOT IN ('mlflow.runName', 'mlflow.user', 'mlflow.parentRunId', 'mlflow.note.content')
ORDER BY key
LIMIT 60

-- Analyses that failed, so that sections which rest on them show older results or none.
SELECT kind AS subject, coalesce(project, 'all projects') AS word, status_reason AS detail
FROM analysis
WHERE status = 'failed'
ORDER BY kind, project, metric_key

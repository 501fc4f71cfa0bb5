SELECT DISTINCT key FROM metric_summaries ORDER BY key

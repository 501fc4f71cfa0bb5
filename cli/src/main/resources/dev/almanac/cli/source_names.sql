-- The name under which each place was synced last.
SELECT location, arg_max(source, started_at) AS source
FROM sync_log
GROUP BY location
ORDER BY location

-- The name under which each place was synced last, as each kind and form of source.
SELECT kind || ' ' || format || ' ' || location AS place, arg_max(source, started_at) AS source
FROM sync_log
GROUP BY 1
ORDER BY 1

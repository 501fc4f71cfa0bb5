SELECT key, value, count(*) OVER () AS n
FROM environment
WHERE run_key = :run AND kind = 'package'
ORDER BY lower(key), key
LIMIT 500

SELECT kind, location, "offset", reason, count(*) OVER () AS n
FROM quarantine
WHERE run_key = :run
ORDER BY location, "offset", reason
LIMIT 40

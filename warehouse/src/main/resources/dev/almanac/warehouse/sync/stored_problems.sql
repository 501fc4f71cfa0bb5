-- What is in quarantine of one source.
SELECT run_key, kind, location, "offset", reason
FROM quarantine
WHERE source = :source

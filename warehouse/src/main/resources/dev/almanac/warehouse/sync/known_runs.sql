-- The runs of one source as they were last read.
SELECT run_key, run_id, fingerprint, live, gone
FROM runs
WHERE source = :source

-- The runs of one source as they were last read.
SELECT run_key, fingerprint, gone, same_as, cursor
FROM runs
WHERE source = :source

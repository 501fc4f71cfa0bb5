-- The rows of runs that have been deleted for good at their source, marked so.
SELECT * REPLACE (true AS deleted, false AS live, true AS gone)
FROM runs

-- The rows of runs, of which some become records of another run.
SELECT *
FROM runs

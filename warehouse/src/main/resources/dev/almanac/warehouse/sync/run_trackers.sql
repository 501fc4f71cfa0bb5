-- What is needed of each run to say which of several records of it counts.
SELECT run_key, tracker, same_as, gone
FROM runs
ORDER BY run_key

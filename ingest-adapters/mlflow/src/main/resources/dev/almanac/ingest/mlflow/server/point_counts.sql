-- Points of each run, by the index on run_uuid where there is one.
SELECT m.run_uuid, count(*)
FROM metrics AS m
GROUP BY m.run_uuid

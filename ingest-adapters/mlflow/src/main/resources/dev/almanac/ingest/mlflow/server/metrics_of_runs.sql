-- The points of some runs. Nothing tells in which order they were logged; this is the order in which
-- MLflow itself shows them.
SELECT m.run_uuid, m.key, m.value, m.timestamp, m.step, m.is_nan
FROM metrics AS m
WHERE m.run_uuid IN (?)
ORDER BY m.run_uuid, m.key, m.timestamp, m.step, m.value

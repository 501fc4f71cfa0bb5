SELECT m.run_key, m.step, m.value
FROM metrics m JOIN runs r ON r.run_key = m.run_key
WHERE r.project = :project AND m.key = :metric_key
ORDER BY m.run_key, m.seq

-- The scored runs of the busiest projects with their configuration: all params but seeds and names of the
-- run, as the analysis `configuration` stores it. A run without one is a configuration of its own.
SELECT s.*, coalesce(c.configuration, s.run_key) AS configuration, coalesce(c.seeds, '') AS seeds
FROM scored s
JOIN busiest b ON b.project = s.project
LEFT JOIN run_configuration c ON c.run_key = s.run_key

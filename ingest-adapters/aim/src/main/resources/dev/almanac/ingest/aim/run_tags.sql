-- The tags of runs.
SELECT x.run_id, t.name
FROM run_tag x
JOIN tag t ON t.id = x.tag_id
ORDER BY x.run_id, t.name

-- The notes on runs.
SELECT n.run_id, n.id, n.content
FROM note n
ORDER BY n.run_id, n.id

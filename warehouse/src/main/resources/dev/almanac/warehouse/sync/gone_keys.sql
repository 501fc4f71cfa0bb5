-- Runs that have vanished from their source; their rows stay, and nothing is left to compare.
SELECT run_key
FROM runs
WHERE source = :source AND gone

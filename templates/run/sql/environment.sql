SELECT kind, key, CASE WHEN length(value) > 300 THEN left(value, 300) || '…' ELSE value END AS value
FROM environment
WHERE run_key = :run AND kind <> 'package' AND value <> ''
ORDER BY CASE kind WHEN 'git' THEN 1 WHEN 'command' THEN 2 WHEN 'python' THEN 3 WHEN 'os' THEN 4 WHEN 'hardware' THEN 5 ELSE 6 END,
  kind, key
LIMIT 200

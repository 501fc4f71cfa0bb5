SELECT name, digest, context, CASE WHEN length(source_uri) > 200 THEN left(source_uri, 200) || '…' ELSE source_uri END AS source_uri
FROM datasets
WHERE run_key = :run
ORDER BY context, name, digest
LIMIT 50

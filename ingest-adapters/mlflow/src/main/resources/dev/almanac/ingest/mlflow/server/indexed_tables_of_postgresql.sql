-- Tables with an index that begins with run_uuid.
SELECT DISTINCT t.relname
FROM pg_index AS i
JOIN pg_class AS t ON t.oid = i.indrelid
JOIN pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
WHERE a.attname = 'run_uuid' AND n.nspname = ANY (current_schemas(false))

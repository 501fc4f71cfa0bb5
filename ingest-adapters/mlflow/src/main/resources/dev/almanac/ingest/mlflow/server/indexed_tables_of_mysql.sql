-- Tables with an index that begins with run_uuid.
SELECT DISTINCT s.table_name
FROM information_schema.statistics AS s
WHERE s.table_schema = database() AND s.seq_in_index = 1 AND s.column_name = 'run_uuid'

-- What the database holds: tables and their columns.
SELECT c.table_name, c.column_name
FROM information_schema.columns AS c
WHERE c.table_schema = ANY (current_schemas(false))

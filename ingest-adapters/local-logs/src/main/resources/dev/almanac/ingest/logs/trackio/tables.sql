SELECT m.name AS table_name, c.name AS column_name
FROM sqlite_schema m JOIN pragma_table_info(m.name) c
WHERE m.type = 'table'

-- What the database holds: tables and their columns.
SELECT m.name, c.name
FROM sqlite_master AS m, pragma_table_info(m.name) AS c
WHERE m.type = 'table'

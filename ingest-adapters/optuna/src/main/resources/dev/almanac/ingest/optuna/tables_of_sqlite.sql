-- The tables of the database.
SELECT name AS table_name FROM sqlite_schema WHERE type = 'table'

-- Where the table of points begins in the file, and how it was declared.
SELECT rootpage, sql
FROM sqlite_schema
WHERE type = 'table' AND name = 'metrics'

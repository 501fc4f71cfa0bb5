-- Where a table begins in the file, and how it is declared.
SELECT rootpage, sql
FROM sqlite_schema
WHERE type = 'table' AND name = ?

-- Columns of a table in the order in which its records hold them.
SELECT name
FROM pragma_table_info(?)
ORDER BY cid

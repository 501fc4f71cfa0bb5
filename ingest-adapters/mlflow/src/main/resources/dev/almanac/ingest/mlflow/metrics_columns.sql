-- The columns of the table of points in the order in which its rows keep them.
SELECT name
FROM pragma_table_info('metrics')
ORDER BY cid

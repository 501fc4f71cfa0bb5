-- Tables with an index that begins with run_uuid.
SELECT DISTINCT m.name
FROM sqlite_master AS m, pragma_index_list(m.name) AS i, pragma_index_info(i.name) AS c
WHERE m.type = 'table' AND c.seqno = 0 AND c.name = 'run_uuid'

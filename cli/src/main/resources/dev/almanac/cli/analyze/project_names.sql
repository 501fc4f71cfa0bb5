SELECT DISTINCT project FROM runs ORDER BY project

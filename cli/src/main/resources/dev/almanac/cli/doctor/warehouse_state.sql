SELECT
  (SELECT count(*) FROM runs) AS runs,
  (SELECT count(*) FROM quarantine) AS problems

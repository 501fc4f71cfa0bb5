-- What one table says of each run of one source: how many rows, and a sum of their hashes, which does
-- not depend on their order. {table} and {left_out} are names from the schema.
SELECT owner, count(*) AS row_count, CAST(sum(hash(content)) AS VARCHAR) AS digest
FROM (
  SELECT {key} AS owner, content
  FROM (SELECT * EXCLUDE ({left_out}) FROM {table}) content
)
WHERE starts_with(owner, :prefix)
GROUP BY owner
ORDER BY owner

-- Rows come from a pool of threads, in any order; a step is DECIMAL(18,6).
-- A number that is NULL and has a time is NaN; without a time the row is another run's.
SELECT attribute_path, attribute_type, CAST(floor(step) AS BIGINT), CAST(step AS DOUBLE),
  epoch_us("timestamp"), float_value, string_value, histogram_value, file_value.path
FROM read_parquet(?, union_by_name = true, file_row_number = true)
WHERE attribute_type IN ('float_series', 'string_series', 'histogram_series', 'file_series')
  AND ("timestamp" IS NOT NULL OR float_value IS NOT NULL OR string_value IS NOT NULL
    OR histogram_value IS NOT NULL OR file_value.path IS NOT NULL)
ORDER BY attribute_path, step, "timestamp", file_row_number

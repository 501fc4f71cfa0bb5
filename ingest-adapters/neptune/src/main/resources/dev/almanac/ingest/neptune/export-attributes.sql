-- Rows without any value come from other runs of the exporter's batch: it makes them by turning a
-- wide table of several runs into a long one.
SELECT attribute_path, attribute_type, int_value, float_value, string_value, bool_value,
  epoch_us(datetime_value), string_set_value, file_value.path
FROM read_parquet(?, union_by_name = true, file_row_number = true)
WHERE attribute_type NOT IN ('float_series', 'string_series', 'histogram_series', 'file_series')
  AND (int_value IS NOT NULL OR float_value IS NOT NULL OR string_value IS NOT NULL
    OR bool_value IS NOT NULL OR datetime_value IS NOT NULL OR string_set_value IS NOT NULL
    OR file_value.path IS NOT NULL)
ORDER BY attribute_path, file_row_number

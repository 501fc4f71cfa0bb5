-- The points of logged models, and whether they are missing among their run's own points.
SELECT
  mm.run_id,
  mm.metric_name,
  mm.metric_value,
  mm.metric_timestamp_ms,
  mm.metric_step,
  NOT EXISTS (
    SELECT 1
    FROM metrics AS m
    WHERE m.key = mm.metric_name
      AND m.timestamp = mm.metric_timestamp_ms
      AND m.step = mm.metric_step
      AND m.run_uuid = mm.run_id
      AND (m.value = mm.metric_value OR (m.is_nan AND coalesce(mm.metric_value, 0) = 0))
  ) AS missing
FROM logged_model_metrics AS mm
ORDER BY mm.run_id, mm.metric_name, mm.metric_timestamp_ms, mm.metric_step, mm.model_id

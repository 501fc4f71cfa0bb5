INSERT INTO experiments (
  experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
VALUES (?, ?, ?, 'active', ?, ?)

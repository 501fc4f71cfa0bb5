-- What Optuna attached to studies.
SELECT * FROM study_system_attributes ORDER BY study_system_attribute_id

-- What users attached to studies.
SELECT * FROM study_user_attributes ORDER BY study_user_attribute_id

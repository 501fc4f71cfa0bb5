-- The direction of each objective, since 2.4.
SELECT * FROM study_directions ORDER BY study_direction_id

-- Every study.
SELECT * FROM studies ORDER BY study_id

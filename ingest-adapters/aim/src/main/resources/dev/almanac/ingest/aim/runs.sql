-- The runs of the repository with the name of their experiment.
SELECT r.id, r.hash, r.name, r.description, r.is_archived, r.created_at, r.finalized_at,
  e.uuid AS experiment_uuid, e.name AS experiment_name
FROM run r
LEFT JOIN experiment e ON e.id = r.experiment_id

SELECT max(started_at) AS newest FROM runs WHERE NOT deleted

SELECT min(started_at) AS oldest FROM runs WHERE NOT deleted

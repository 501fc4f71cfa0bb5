INSERT INTO params ("key", value, run_uuid) VALUES (?, ?, ?)

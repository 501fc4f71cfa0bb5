-- Makes SQLite take its read lock, and with it look at the journal.
SELECT name
FROM sqlite_schema
LIMIT 1

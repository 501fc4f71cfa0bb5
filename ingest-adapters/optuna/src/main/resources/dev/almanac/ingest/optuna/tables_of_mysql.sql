-- The tables of the database.
SELECT table_name AS table_name FROM information_schema.tables WHERE table_schema = DATABASE()

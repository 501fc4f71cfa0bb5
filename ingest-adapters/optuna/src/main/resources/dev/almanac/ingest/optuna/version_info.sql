-- The version of Optuna that made or upgraded the database.
SELECT * FROM version_info

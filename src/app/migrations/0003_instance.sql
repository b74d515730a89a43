-- What this data file is: its district, and whether it is a demonstration.
CREATE TABLE app_instance (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
);

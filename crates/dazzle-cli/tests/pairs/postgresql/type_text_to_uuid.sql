-- a
CREATE TABLE token (id text PRIMARY KEY, parent text);
-- rows
INSERT INTO token VALUES ('6b1f9a0c-7a3d-4a57-9a53-0f0f4d3a7b11', NULL);
-- b
CREATE TABLE token (id uuid PRIMARY KEY, parent uuid);
-- check
SELECT id::text FROM token => 6b1f9a0c-7a3d-4a57-9a53-0f0f4d3a7b11

-- A new domain under a new column, one that goes, and one with another check.
-- a
CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE DOMAIN old_kind AS text;
CREATE TABLE task (id integer PRIMARY KEY, progress percent, kind old_kind);
-- rows
INSERT INTO task VALUES (1, 50, 'k');
-- b
CREATE DOMAIN percent AS integer DEFAULT 0 CONSTRAINT percent_range CHECK (VALUE >= 0 AND VALUE <= 100);
CREATE DOMAIN email AS text NOT NULL CONSTRAINT email_shape CHECK (VALUE LIKE '%@%');
CREATE TABLE task (id integer PRIMARY KEY, progress percent, kind text, contact email DEFAULT 'a@b.example');
-- check
SELECT progress || kind FROM task => 50k

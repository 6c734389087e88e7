-- a
CREATE TABLE task (
    id integer PRIMARY KEY,
    state text DEFAULT 'open',
    priority integer DEFAULT 1,
    note text DEFAULT 'it''s',
    due date,
    is_done boolean DEFAULT false NOT NULL,
    rate numeric(5, 2) DEFAULT 1.5
);
-- rows
INSERT INTO task (id) VALUES (1);
-- b
CREATE TABLE task (
    id integer PRIMARY KEY,
    state text DEFAULT 'new',
    priority integer,
    note text DEFAULT 'a "quoted" \back;slash -- not a comment',
    due date DEFAULT '2030-01-01',
    is_done boolean DEFAULT true NOT NULL,
    rate numeric(5, 2) DEFAULT -2.25
);
-- check
SELECT state || priority || note || is_done FROM task => open1it'sfalse

-- a
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    state TEXT DEFAULT 'open',
    priority INTEGER DEFAULT 1,
    note TEXT DEFAULT 'it''s',
    due DATE,
    is_done BOOLEAN NOT NULL DEFAULT FALSE,
    rate NUMERIC(5, 2) DEFAULT 1.5,
    data BLOB DEFAULT x'00ff',
    sum INTEGER DEFAULT (1 + 2)
);
-- rows
INSERT INTO task (id) VALUES (1);
-- b
CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    state TEXT DEFAULT 'new',
    priority INTEGER,
    note TEXT DEFAULT 'a "quoted" \back;slash -- not a comment',
    due DATE DEFAULT '2030-01-01',
    is_done BOOLEAN NOT NULL DEFAULT TRUE,
    rate NUMERIC(5, 2) DEFAULT -2.25,
    data BLOB DEFAULT NULL,
    sum INTEGER DEFAULT (1 + 3)
);
-- check
SELECT state || priority || note || is_done || hex(data) || sum FROM task => open1it's000FF3

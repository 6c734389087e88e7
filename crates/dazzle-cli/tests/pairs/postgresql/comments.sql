-- Set, changed and taken away, on all that can have one here.
-- a
CREATE TABLE task (id integer PRIMARY KEY, title text, state text, CONSTRAINT title_given CHECK (title <> ''));
CREATE INDEX task_title ON task (title);
COMMENT ON TABLE task IS 'what to do';
COMMENT ON COLUMN task.title IS 'one line';
COMMENT ON INDEX task_title IS 'for the list';
CREATE VIEW open_task AS SELECT id FROM task;
COMMENT ON VIEW open_task IS 'old';
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text, state text, CONSTRAINT title_given CHECK (title <> ''));
CREATE INDEX task_title ON task (title);
COMMENT ON TABLE task IS 'what is to be done; it''s "all" here
on two lines';
COMMENT ON COLUMN task.state IS 'open or done';
COMMENT ON CONSTRAINT title_given ON task IS 'no empty titles';
CREATE VIEW open_task AS SELECT id FROM task;
COMMENT ON VIEW open_task IS 'new';
COMMENT ON COLUMN open_task.id IS 'the number';

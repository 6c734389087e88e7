-- Queries that the server writes in its own way.
-- a
CREATE TABLE task (id integer PRIMARY KEY, title text, parent_id integer, tags text[], at timestamptz);
-- b
CREATE TABLE task (id integer PRIMARY KEY, title text, parent_id integer, tags text[], at timestamptz);
CREATE VIEW tree AS
    WITH RECURSIVE t (id, depth) AS (
        SELECT id, 0 FROM task WHERE parent_id IS NULL
        UNION ALL
        SELECT task.id, t.depth + 1 FROM task JOIN t ON task.parent_id = t.id
    ) SELECT * FROM t;
CREATE VIEW ranked AS SELECT id, row_number() OVER (PARTITION BY parent_id ORDER BY at DESC) AS place FROM task;
CREATE VIEW tagged AS SELECT t.id, tag.name FROM task t LEFT JOIN LATERAL unnest(t.tags) WITH ORDINALITY tag (name, n) ON true;
CREATE VIEW grouped AS SELECT date_trunc('day', at) AS day, count(*) FILTER (WHERE title LIKE 'a%') AS a FROM task GROUP BY 1 HAVING count(*) > 1;
CREATE VIEW united AS SELECT id, 'x'::text AS kind FROM task UNION SELECT -id, CASE WHEN id > 1 THEN 'y' END FROM task;
CREATE VIEW existing AS SELECT DISTINCT ON (title) * FROM task t WHERE EXISTS (SELECT 1 FROM task u WHERE u.parent_id = t.id) ORDER BY title, at;

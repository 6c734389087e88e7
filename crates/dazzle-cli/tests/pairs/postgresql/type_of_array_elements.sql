-- a
CREATE TABLE series (id integer PRIMARY KEY, numbers integer[] DEFAULT '{}'::integer[] NOT NULL, words varchar(10)[]);
-- rows
INSERT INTO series VALUES (1, '{1,2}', '{a,b}');
-- b
CREATE TABLE series (id integer PRIMARY KEY, numbers bigint[] DEFAULT '{}'::bigint[] NOT NULL, words text[]);
-- check
SELECT numbers::text || words::text FROM series => {1,2}{a,b}

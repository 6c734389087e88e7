-- from 15
-- a
CREATE TABLE tenant_user (tenant_id integer, id integer, PRIMARY KEY (tenant_id, id));
CREATE TABLE post (id integer PRIMARY KEY, tenant_id integer NOT NULL, author_id integer,
    CONSTRAINT post_author FOREIGN KEY (tenant_id, author_id) REFERENCES tenant_user);
-- b
CREATE TABLE tenant_user (tenant_id integer, id integer, PRIMARY KEY (tenant_id, id));
CREATE TABLE post (id integer PRIMARY KEY, tenant_id integer NOT NULL, author_id integer,
    CONSTRAINT post_author FOREIGN KEY (tenant_id, author_id) REFERENCES tenant_user ON DELETE SET NULL (author_id));

-- Equal databases, written in two ways.
-- a
CREATE TABLE customer (id int4 PRIMARY KEY, name character varying(20) NOT NULL DEFAULT 'x', total decimal(8, 2) NULL, is_on bool DEFAULT 't', at timestamptz DEFAULT now(), tags text[] DEFAULT '{}', n int8 DEFAULT '5', CHECK (total > 0), kind text CHECK (kind IN ('a', 'b')));
CREATE TABLE purchase (id int PRIMARY KEY, customer_id int REFERENCES customer ON DELETE NO ACTION, UNIQUE (customer_id));
CREATE INDEX ON purchase (customer_id ASC NULLS LAST) WHERE (customer_id > 0);
-- b
CREATE TABLE customer (
    id integer NOT NULL, name varchar(20) DEFAULT 'x'::character varying NOT NULL, total numeric(8, 2), is_on boolean DEFAULT true,
    at timestamp with time zone DEFAULT now(), tags text ARRAY DEFAULT '{}'::text[], n bigint DEFAULT '5'::bigint,
    kind text,
    CONSTRAINT customer_kind_check CHECK ((kind = ANY (ARRAY['a'::text, 'b'::text]))),
    CONSTRAINT customer_total_check CHECK ((total > (0)::numeric))
);
ALTER TABLE customer ADD CONSTRAINT customer_pkey PRIMARY KEY (id);
CREATE TABLE purchase (customer_id integer, id integer NOT NULL);
ALTER TABLE ONLY purchase ADD CONSTRAINT purchase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY purchase ADD CONSTRAINT purchase_customer_id_key UNIQUE (customer_id);
ALTER TABLE ONLY purchase ADD CONSTRAINT purchase_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer (id);
CREATE INDEX purchase_customer_id_idx ON purchase USING btree (customer_id) WHERE customer_id > 0;

-- An index, a check, a unique and a foreign key go with their columns; those of other columns stay.
-- a
CREATE TABLE owner (id integer PRIMARY KEY);
CREATE TABLE car (
    id integer PRIMARY KEY,
    plate text UNIQUE,
    doors integer CHECK (doors > 0),
    owner_id integer REFERENCES owner,
    color text,
    CONSTRAINT car_color CHECK (color <> ''),
    UNIQUE (plate, color)
);
CREATE INDEX car_owner ON car (owner_id, color);
CREATE INDEX car_color_index ON car (color);
-- rows
INSERT INTO owner VALUES (1);
INSERT INTO car VALUES (1, 'AB 12', 4, 1, 'red');
-- b
CREATE TABLE owner (id integer PRIMARY KEY);
CREATE TABLE car (
    id integer PRIMARY KEY,
    color text,
    CONSTRAINT car_color CHECK (color <> '')
);
CREATE INDEX car_color_index ON car (color);
-- check
SELECT id || color FROM car => 1red

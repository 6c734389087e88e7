-- a
CREATE TABLE owner (id INTEGER PRIMARY KEY);
CREATE TABLE car (
    id INTEGER PRIMARY KEY,
    plate TEXT UNIQUE,
    doors INTEGER CHECK (doors > 0),
    owner_id INTEGER REFERENCES owner (id),
    color TEXT,
    CONSTRAINT car_color CHECK (color <> ''),
    UNIQUE (plate, color)
);
CREATE INDEX car_owner ON car (owner_id, color);
CREATE INDEX car_color_index ON car (color);
-- rows
INSERT INTO owner VALUES (1);
INSERT INTO car VALUES (1, 'AB 12', 4, 1, 'red');
-- b
CREATE TABLE owner (id INTEGER PRIMARY KEY);
CREATE TABLE car (
    id INTEGER PRIMARY KEY,
    color TEXT,
    CONSTRAINT car_color CHECK (color <> '')
);
CREATE INDEX car_color_index ON car (color);
-- check
SELECT id || color FROM car => 1red

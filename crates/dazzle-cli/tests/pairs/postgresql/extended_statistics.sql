-- a
CREATE TABLE address (id integer PRIMARY KEY, city text, zip text);
-- b
CREATE TABLE address (id integer PRIMARY KEY, city text, zip text);
CREATE STATISTICS address_city_zip (dependencies) ON city, zip FROM address;

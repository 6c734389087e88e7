-- Names in brackets, back quotes and single quotes, and comments between the words.
-- a
CREATE TABLE [one table] ([a b] TEXT, `c``d` INTEGER /* a comment, with a comma */ DEFAULT 1, -- to the end, of the line
    'e' TEXT NOT NULL);
CREATE INDEX [an index] ON [one table] (`c``d`);
-- rows
INSERT INTO [one table] VALUES ('x', 2, 'y');
-- b
CREATE TABLE [one table] ([a b] TEXT NOT NULL, `c``d` INTEGER /* a comment, with a comma */ DEFAULT 1, -- to the end, of the line
    'e' TEXT, [new one] TEXT);
CREATE INDEX [an index] ON [one table] (`c``d`, 'e');
-- check
SELECT [a b] || `c``d` || "e" FROM [one table] => x2y

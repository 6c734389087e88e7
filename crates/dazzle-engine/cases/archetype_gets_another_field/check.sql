SELECT "origin" FROM "Visit" => web
SELECT "origin" FROM "Letter" => web

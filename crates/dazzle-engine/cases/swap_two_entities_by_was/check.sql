SELECT "title" FROM "Alpha" => was beta
SELECT "name" FROM "Beta" => was alpha

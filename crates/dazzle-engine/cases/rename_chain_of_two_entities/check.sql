SELECT "name" FROM "Beta" => was alpha
SELECT "title" FROM "Gamma" => was beta

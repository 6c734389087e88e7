SELECT "code" FROM "Part" WHERE "shelf" = 'A1' AND "grade" = 'none' => P-1

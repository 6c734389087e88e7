SELECT "full_name" FROM "Employee" WHERE "manager" = '00000000-0000-0000-0000-000000000001' => Kim

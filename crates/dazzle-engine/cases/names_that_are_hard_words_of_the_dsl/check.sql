SELECT "mode" FROM "Log" WHERE "step" = 1 => index

SELECT "total_currency" FROM "Order" WHERE "total_minor" = 995 => GBP

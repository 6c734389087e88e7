SELECT "amount_currency" FROM "Order" WHERE "amount_minor" = 995 => USD

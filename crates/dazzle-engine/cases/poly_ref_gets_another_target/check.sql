SELECT "about_type" FROM "Note" => Invoice

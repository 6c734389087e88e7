SELECT "kind" FROM "Device" => infusion_pump

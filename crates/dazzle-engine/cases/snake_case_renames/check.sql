SELECT "pump_name" FROM "pump_run" => X-1

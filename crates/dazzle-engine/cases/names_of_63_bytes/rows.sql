INSERT INTO "AnEntityWhoseNameIsExactlyAsLongAsPostgresqlAllowsItToBeIndeed1" ("id", "a_field_whose_name_is_exactly_as_long_as_postgresql_allows_it_1") VALUES (1, 'one');
INSERT INTO "Eine_größere_Übersicht_über_äußerst_große_Gefäße_viele" ("id", "a_field_whose_name_is_exactly_as_long_as_postgresql_allows_it_1") VALUES ('00000000-0000-0000-0000-000000000001', 1);

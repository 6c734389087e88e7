entity AnEntityWhoseNameIsExactlyAsLongAsPostgresqlAllowsItToBeIndeed1 "63 bytes":
  id: int pk
  a_field_whose_name_is_exactly_as_long_as_postgresql_allows_it_1: str(20) required unique
  a_field_whose_name_is_exactly_as_long_as_postgresql_allows_it_2: enum[x, y] = x

entity Eine_größere_Übersicht_über_äußerst_große_Gefäße_viele "63 bytes, fewer letters":
  id: uuid pk
  a_field_whose_name_is_exactly_as_long_as_postgresql_allows_it_1: ref AnEntityWhoseNameIsExactlyAsLongAsPostgresqlAllowsItToBeIndeed1

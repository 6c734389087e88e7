tenancy:
  mode: shared_schema

entity Company "Company":
  archetype: tenant
  id: uuid pk

entity Country "Country":
  id: uuid pk
  code: str(2) required unique

entity City "City":
  id: uuid pk
  country: ref Country required

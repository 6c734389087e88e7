tenancy:
  mode: shared_schema

entity Zoo "Zoo":
  archetype: tenant
  id: uuid pk
  name: str(40) required

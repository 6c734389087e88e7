tenancy:
  mode: shared_schema

entity Clinic "Clinic":
  archetype: tenant
  id: uuid pk

entity Room "Room":
  id: uuid pk
  code: str(8) required unique

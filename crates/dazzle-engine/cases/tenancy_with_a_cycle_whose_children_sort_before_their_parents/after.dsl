tenancy:
  mode: shared_schema

entity Ant "Ant":
  id: uuid pk
  hill: ref Hill required
  boss: ref Ant

entity Hill "Hill":
  id: uuid pk
  queen: ref Ant
  code: str(8) required unique
  ants: has_many Ant cascade

entity Zoo "Zoo":
  archetype: tenant
  id: uuid pk
  name: str(40) required

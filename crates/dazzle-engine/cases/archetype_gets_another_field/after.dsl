archetype Stamped:
  created_at: datetime auto_add
  origin: enum[web, paper] required = web

entity Visit "Visit":
  extends: Stamped
  id: uuid pk

entity Letter "Letter":
  extends: Stamped
  id: uuid pk

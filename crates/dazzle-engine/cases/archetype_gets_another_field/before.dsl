archetype Stamped:
  created_at: datetime auto_add

entity Visit "Visit":
  extends: Stamped
  id: uuid pk

entity Letter "Letter":
  extends: Stamped
  id: uuid pk

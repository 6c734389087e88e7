archetype Stamped:
  created_at: datetime auto_add
  updated_at: datetime auto_update
  note: text

archetype Owned:
  owner_name: str(80) = "nobody"
  note: text
  version: int required = 1

entity Visit "Visit":
  extends: Stamped, Owned
  id: uuid pk
  note: str(200)

entity Letter "Letter":
  extends: Owned, Stamped
  id: uuid pk

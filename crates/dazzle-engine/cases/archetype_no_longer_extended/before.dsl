entity Visit "Visit":
  extends: Stamped
  id: uuid pk
  note: str(200)
  index created_at

archetype Stamped:
  created_at: datetime auto_add
  updated_at: datetime auto_update

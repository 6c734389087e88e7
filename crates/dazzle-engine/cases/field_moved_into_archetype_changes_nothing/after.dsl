archetype Stamped:
  created_at: datetime auto_add

archetype Noted:
  note: str(200)

entity Visit "Visit":
  extends: Stamped, Noted
  id: uuid pk
  index created_at

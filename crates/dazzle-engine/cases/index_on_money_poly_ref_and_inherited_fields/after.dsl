archetype Stamped:
  created_at: datetime auto_add

entity Bill "Bill":
  extends: Stamped
  id: uuid pk
  total: money(EUR)
  about: poly_ref [Bill, Note]
  index created_at
  index total
  unique about

entity Note "Note":
  id: uuid pk

archetype Stamped:
  created_at: datetime auto_add

entity Bill "Bill":
  extends: Stamped
  id: uuid pk
  total: money(EUR)
  about: poly_ref [Bill, Note]

entity Note "Note":
  id: uuid pk

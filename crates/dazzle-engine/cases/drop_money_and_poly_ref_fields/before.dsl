entity Bill "Bill":
  id: uuid pk
  total: money(EUR)
  about: poly_ref [Bill, Note] indexed
  index total

entity Note "Note":
  id: uuid pk

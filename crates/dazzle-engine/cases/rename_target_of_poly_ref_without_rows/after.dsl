entity Bill "Bill":
  was: Invoice
  id: uuid pk

entity Note "Note":
  id: uuid pk
  about: poly_ref [Bill, Note]

entity Invoice "Invoice":
  id: uuid pk

entity Note "Note":
  id: uuid pk
  about: poly_ref [Invoice, Note] required indexed

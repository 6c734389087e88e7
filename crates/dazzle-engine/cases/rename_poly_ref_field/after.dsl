entity Invoice "Invoice":
  id: uuid pk

entity Note "Note":
  id: uuid pk
  subject: poly_ref [Invoice, Note] required indexed was: about

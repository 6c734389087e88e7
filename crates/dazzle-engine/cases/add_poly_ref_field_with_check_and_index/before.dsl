entity Invoice "Invoice":
  id: uuid pk
  number: str(20) required

entity Receipt "Receipt":
  id: uuid pk
  number: str(20) required

entity Note "Note":
  id: uuid pk
  body: text required

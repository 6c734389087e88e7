entity Country "Country":
  id: str(2) pk
  name: str(80) required

entity City "City":
  id: uuid pk
  country: ref Country required
  twin: ref Country
  unique country, twin

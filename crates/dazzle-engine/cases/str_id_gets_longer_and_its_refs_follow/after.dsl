entity Country "Country":
  id: str(20) pk
  name: str(80) required

entity City "City":
  id: uuid pk
  country: ref Country required
  twin: ref Country
  unique country, twin

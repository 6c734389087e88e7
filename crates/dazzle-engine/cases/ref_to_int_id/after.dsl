entity Country "Country":
  id: int pk
  name: str(80) required
  cities: has_many City restrict

entity City "City":
  id: uuid pk
  name: str(80) required
  country: ref Country

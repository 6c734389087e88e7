entity Country "Country":
  id: int pk
  name: str(80) required

entity City "City":
  id: uuid pk
  name: str(80) required

entity City "City":
  id: uuid pk
  name: str(80) required

entity Train "Train":
  id: uuid pk
  origin: ref City required
  destination: ref City required
  stop: belongs_to City
  unique origin, destination

entity City "City":
  id: uuid pk

entity Train "Train":
  id: uuid pk
  origin: ref City required
  destination: ref City
  index origin, destination

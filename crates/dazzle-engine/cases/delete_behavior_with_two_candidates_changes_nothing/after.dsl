entity City "City":
  id: uuid pk
  trains: has_many Train cascade

entity Train "Train":
  id: uuid pk
  origin: ref City required
  destination: ref City required

entity City "City":
  id: uuid pk

entity Train "Train":
  id: uuid pk
  origin: ref City was: destination
  destination: ref City required was: origin
  index origin, destination

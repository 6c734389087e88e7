entity Sign "Sign":
  id: uuid pk

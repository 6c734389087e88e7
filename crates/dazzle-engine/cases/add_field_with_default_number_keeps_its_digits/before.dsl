entity Price "Price":
  id: uuid pk

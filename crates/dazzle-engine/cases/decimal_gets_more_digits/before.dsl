entity Price "Price":
  id: uuid pk
  net: decimal(8,2) required
  rate: decimal(4,2) = 0.20

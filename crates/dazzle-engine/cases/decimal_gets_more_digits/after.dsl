entity Price "Price":
  id: uuid pk
  net: decimal(12,2) required
  rate: decimal(8,4) = 0.2000

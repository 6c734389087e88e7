entity Code "Code":
  id: uuid pk
  org: str(20) required
  number: str(20) required unique was: code
  stock: int indexed was: kept
  unique org, number
  index number, stock

module app

entity Person "Person":
  id: uuid pk
  name: str(80) required
  address: ref Address

entity Address "Address":
  id: uuid pk
  street: str(120) required

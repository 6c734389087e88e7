module app

entity Person "Person":
  id: uuid pk
  data: json
  city: str(80) required

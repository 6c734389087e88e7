module app

entity Person "Person":
  id: uuid pk
  data: json
